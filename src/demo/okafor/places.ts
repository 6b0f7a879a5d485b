// Where the Okafors are looked after, and for how long they have kept their records.

/** Three years, and what a leap day adds. */
export const daysOfOkafors = 1096;

export const familyDoctor = 'Dr Tom Ashworth';
export const surgery = 'Harbour Surgery, Bristol';
export const diabetesClinic = { name: 'Diabetes Centre, St Brendan’s Hospital', doctor: 'Dr Ingrid Solheim' };
export const laboratory = 'St Brendan’s Hospital laboratory';
export const childrensClinic = { name: 'Harbour Surgery, Bristol', doctor: 'Dr Leila Farouk' };

/** Zoe is eight and a half months old. */
export const zoeBornAgo = 258;

export const hospital = { name: 'St Brendan’s Hospital', doctor: 'Dr Marcus Feld' };
/** When Grace came to hospital, for ten days. */
export const stayAgo = 230;
