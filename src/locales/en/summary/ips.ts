// The words of an International Patient Summary, which goes to doctors anywhere.
export const ipsWords = {
  title: 'International Patient Summary',
  what: 'What',
  when: 'When',
  note: 'Note',
  sections: {
    medications: 'Medicines',
    allergies: 'Allergies and intolerances',
    problems: 'Problems',
    procedures: 'Procedures',
    immunizations: 'Vaccines',
    devices: 'Devices',
    results: 'Results',
    vitalSigns: 'Vital signs',
    pastIllness: 'Past illnesses',
    planOfCare: 'Plan of care',
    socialHistory: 'Social history',
    pregnancy: 'Pregnancies',
    advanceDirectives: 'Advance directives',
  },
  none: {
    medications: 'Nothing is known of medicines.',
    allergies: 'Nothing is known of allergies.',
    problems: 'Nothing is known of problems.',
  },
};
