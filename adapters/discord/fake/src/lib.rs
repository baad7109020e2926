//! A Discord in this process, for stories: a gateway and a REST API on loopback, and people who
//! write, press and read.
