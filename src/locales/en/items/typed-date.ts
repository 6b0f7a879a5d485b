// The words of a date that somebody types, such as “yesterday at 8 pm”: several ways to say a thing are parted by commas;
// `#` stands for a number with its unit, and `=` is followed by what a word means: a number, or a half of the day.

export const typedDateWords = {
  now: 'now, just now',
  today: 'today, this morning=am, this afternoon=pm, this evening=pm, tonight=pm',
  yesterday: 'yesterday, last night=pm',
  dayBeforeYesterday: 'day before yesterday, the day before yesterday',
  tomorrow: 'tomorrow',
  dayAfterTomorrow: 'day after tomorrow, the day after tomorrow',
  ago: '# ago',
  ahead: 'in #',
  last: 'last',
  next: 'next',
  numbers:
    'a=1, an=1, one=1, two=2, three=3, four=4, five=5, six=6, seven=7, eight=8, nine=9, ten=10, eleven=11, twelve=12, half an=0.5',
  ordinals: 'st, nd, rd, th',
  minutes: 'minute, minutes, min, mins',
  hours: 'hour, hours, h',
  days: 'day, days',
  weeks: 'week, weeks',
  months: 'month, months',
  years: 'year, years',
  before: 'am, a.m., in the morning, morning',
  after: 'pm, p.m., in the afternoon, in the evening, at night, afternoon, evening',
  noon: 'noon, midday',
  midnight: 'midnight',
  clock: "o'clock, h, hrs",
  at: 'at, around, about',
  fill: 'on, the, of, in',
};
