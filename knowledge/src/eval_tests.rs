//! Measuring, measured.
