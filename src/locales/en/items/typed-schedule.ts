// The words of how often a medicine is taken, with commas between; `#` stands for a number, `=` is followed by what a word means.

export const typedScheduleWords = {
  asNeeded: 'as needed, when needed, if needed, as required, on demand, prn',
  numbers:
    'once=1, twice=2, thrice=3, one=1, two=2, three=3, four=4, five=5, six=6, second=2, other=2, third=3',
  times: 'times, time, x, ×',
  aDay: 'a day, per day, daily, each day, every day',
  aWeek: 'a week, per week, weekly, every week',
  everyHours: 'every # hours, every # h',
  everyDays: 'every # days, every # day',
  parts:
    'in the morning, at noon, at midday, in the evening, at night, at bedtime, before bed, morning, noon, evening, night',
};
