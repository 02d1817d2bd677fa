//! Pure typesetting: form → blocks → lines → frames → PDF.
