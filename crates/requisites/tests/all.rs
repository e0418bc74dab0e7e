//! Integration tests of okno-requisites.
