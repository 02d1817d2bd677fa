//! Which day is a working day: weekends, holidays and make-up workdays, year by year.
