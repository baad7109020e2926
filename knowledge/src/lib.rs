//! From a document to a ranked passage.
