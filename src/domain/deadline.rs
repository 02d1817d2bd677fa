//! Periods of law and the last day on which something is still in time.
