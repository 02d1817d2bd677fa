//! The main job on one case, written down by hand in TOML.
