// The words of the emergency page.

export const emergencyWords = {
  title: (name: string) => `Emergency page of ${name}`,
  short: 'Emergency page',
  lead: 'For helpers who do not know you. Print it, and carry it with you.',
  asOf: (day: string) => `As of ${day}`,
  born: 'Born',
  blood: 'Blood type',
  unknown: 'not given',
  notShown: 'Not shown to you.',
  allergies: 'Allergies',
  conditions: 'Conditions',
  medications: 'Medicines taken now',
  devices: 'Devices',
  contacts: 'People to call',
  none: 'None listed.',
  add: 'Add',
  addTo: (title: string) => `Add: ${title}`,
  cut: 'There is more in the record than fits here.',
  incomplete: 'This page may be incomplete: what is personal or hidden from it is not on it.',
  chosen: 'That is chosen on the page of each item.',
  back: 'Back to the record',
};
