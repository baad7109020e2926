//! Bonsens, the charter assistant that lives where people already talk.
