//! Amounts and ordinals in Chinese.
