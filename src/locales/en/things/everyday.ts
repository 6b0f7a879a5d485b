// What people call kinds of item besides their names: by these they are found.
import type { ThingWords } from '../../thing-words.ts';

export const everydayThings: ThingWords = {
  everyday: {
    'Advance directive': 'living will, end of life, resuscitation, DNR, last wishes',
    'Aerobic profile': 'fitness test, VO2 max, endurance, maximum heart rate',
    'Allergic episode': 'allergic reaction, anaphylaxis, hives attack',
    Allergy:
      'allergic, intolerance, hay fever, pollen, peanut, nut, latex, bee sting, lactose, gluten, food intolerance, drug allergy, rash from',
    Appointment:
      'doctor visit, doctor, dentist, date with, booking, check-up, checkup, consultation, next visit, calendar, GP, physiotherapy, specialist',
    'Asthma inhaler': 'inhaler, puffer, spray, bronchodilator',
    'Asthma inhaler usage': 'puffs, inhaler used',
    'Basic demographic information': 'age, gender, sex, birth year, postcode',
    Birth: 'premature, preterm, born early, gestation, weeks of pregnancy',
    'Blood glucose': 'blood sugar, sugar, glucose meter, finger prick, diabetes reading, CGM, glucometer',
    'Blood oxygen saturation': 'oxygen, SpO2, pulse oximeter, saturation, O2, oximetry',
    'Blood pressure': 'BP, hypertension reading, systolic, diastolic, cuff, pressure',
    'Body temperature': 'fever, temperature, thermometer, celsius, fahrenheit, hot',
    'Body composition': 'body fat, fat, muscle mass, BMI, bone mass, body water',
    'Body dimension': 'waist, hip, head circumference, chest, measurements, girth, neck size, clothes size',
    'Calorie guideline': 'calories a day, diet plan, calorie limit',
    'Cardiac profile': 'heart disease, heart history, hypertension history, heart attack risk',
    'Care plan': 'treatment plan, therapy plan, disease management',
    Cholesterol: 'lipids, LDL, HDL, triglycerides, blood fats',
    Comment: 'remark',
    Concern: 'worry, question for the doctor, problem',
    Condition:
      'illness, disease, diagnosis, sick, sickness, disorder, syndrome, chronic, asthma, diabetes, cancer, migraine, depression, infection, cold, flu, covid, injury, broken bone, fracture, disability, high blood pressure, arthritis, back pain, eczema, epilepsy',
    Contact:
      'emergency contact, next of kin, relative, telephone, doctor address, address book, pharmacy, family doctor',
    Contraindication: 'must not take, forbidden medicine, not tolerated with',
    'Daily dietary intake': 'diet, nutrition, protein, carbs, vitamins, water',
    'Daily medication usage': 'doses taken, pills taken, medicine taken, took, adherence, compliance',
    'Diabetic profile': 'diabetes settings, insulin ratio, target glucose',
    'Discharge summary': 'hospital letter, hospital stay, hospital report, discharge letter, inpatient',
    'Emotional state': 'mood, feeling, stress, anxiety, happy, sad, wellbeing',
    Encounter:
      'visit, hospital visit, emergency room, ER, admission, saw the doctor, hospital, A&E, urgent care',
    Exercise:
      'sport, workout, run, running, walk, walking, steps, cycling, bike, swim, swimming, gym, training, yoga, hike, football, activity, pedometer',
    'Explanation of benefits (EOB)': 'bill, invoice, claim, insurance letter, costs, reimbursement',
    'Family history':
      'runs in the family, hereditary, mother, father, grandmother, grandfather, inherited, relatives, genes',
    File: 'pdf, photo, scan, picture, document, upload, letter, report, doctor letter, attachment, image, camera, paper, word document, certificate, sick note, xray picture',
    'Food & drink':
      'meal, breakfast, lunch, dinner, snack, eating, ate, drinking, alcohol, coffee, food diary, calories eaten',
    'Genetic SNP result': 'DNA, genetic test, 23andMe, genome, gene test',
    HbA1C: 'A1c, long-term sugar, glycated haemoglobin, hemoglobin a1c, HbA1c value',
    'Health event': 'milestone, first tooth, accident, fall, first steps, event',
    'Goal recommendation': 'recommended goal, advised goal, suggested target',
    'Health goal': 'target, goal, aim, steps goal',
    'Health journal entry':
      'diary, journal, note, symptom, symptoms, headache, pain, nausea, dizziness, cough, vomiting, diarrhoea, tired, fatigue, itching, sore throat, how I feel, complaint',
    'Healthcare proxy': 'power of attorney, proxy, guardian, decides for me',
    'Heart rate': 'pulse, bpm, heartbeat, resting heart rate, palpitations',
    Height: 'tall, growth, size, body height, length',
    Immunization:
      'vaccine, vaccination, shot, jab, booster, tetanus, measles, MMR, flu shot, polio, hepatitis shot, covid shot, vaccination card, HPV',
    'Insulin injection': 'insulin, insulin plan, basal, bolus',
    'Insulin injection usage': 'insulin taken, injected, units injected',
    'Insurance plan': 'insurance, health insurance, insurance card, policy, member number, coverage, insurer',
    'Lab results':
      'blood test, laboratory, lab, labs, blood count, haemoglobin, hemoglobin, thyroid, TSH, urine test, creatinine, iron, ferritin, vitamin D, test result, bloodwork, liver values, kidney values, potassium, sodium, CRP, white cells',
    'Life goal': 'resolution, dream, quit smoking',
    'Meal definition': 'recipe, usual meal',
    'Medical device':
      'pacemaker, hearing aid, glasses, contact lenses, implant, prosthesis, wheelchair, CPAP machine, insulin pump, braces, crutches, stent, artificial hip',
    'Medical image study':
      'x-ray, xray, MRI, CT, ultrasound, DICOM, mammogram, sonography, radiograph images',
    Medication:
      'medicine, pill, pills, tablet, tablets, drug, drugs, prescription, painkiller, antibiotic, drops, ointment, cream, supplement, vitamins taken, ibuprofen, paracetamol, aspirin, contraceptive, the pill, homeopathy, dose, syrup',
    'Medication fill': 'pharmacy refill, refill, dispensed, picked up medicine',
    Menstruation: 'period, menses, cycle, menstrual, bleeding, PMS, ovulation',
    Message: 'mail, letter to doctor',
    'Microbiology lab test result': 'culture, bacteria, swab, strep test, stool test',
    'PAP session': 'CPAP, sleep apnea, apnea, breathing mask',
    'Peak flow': 'lung function, spirometry, breathing test, FEV1, blow',
    'Personal demographic information':
      'name, birthday, birth date, blood type, blood group, religion, marital status, ethnicity, job, organ donor',
    'Personal contact information': 'address, phone, e-mail, my address, telephone number',
    'Personal picture': 'portrait, profile picture, face, avatar',
    Plan: 'programme, habit',
    Pregnancy: 'pregnant, due date, baby, birth, delivery, miscarriage, expecting, ultrasound of the baby',
    Procedure:
      'surgery, operation, op, appendix, treatment, biopsy, endoscopy, colonoscopy, transplant, stitches, cast, filling, tooth pulled, caesarean, C-section, dialysis, chemotherapy, physical therapy',
    'Question & answer': 'survey, questionnaire',
    'Radiology result': 'x-ray report, MRI report, CT report, radiologist, imaging report',
    'Respiratory profile': 'asthma zones, asthma plan, lung zones',
    'Sleep journal entry': 'sleep quality, woke up, dream diary, naps',
    'Sleep session': 'sleep, slept, insomnia, night, hours slept, bed time',
    Task: 'to do, reminder, todo',
    'Vaccine plan': 'vaccine schedule, immunization schedule, vaccination calendar',
    'Vital signs': 'breathing rate, respiration, vitals',
    'Web link': 'bookmark, website, link, url',
    Weight: 'scale, scales, kilos, pounds, weigh, kg, lbs, overweight, BMI',
    'Weight goal': 'lose weight, target weight, diet goal, slimming',
  },
};
