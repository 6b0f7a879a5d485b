// What people call kinds of item besides their names: by these they are found.
import type { ThingWords } from '../../thing-words.ts';

export const everydayThings: ThingWords = {
  everyday: {
    'Advance directive': 'Patientenverfügung, Wiederbelebung, letzter Wille, Lebensende',
    'Aerobic profile': 'Fitnesstest, Ausdauer, VO2max, Maximalpuls',
    'Allergic episode': 'allergischer Schock, Anaphylaxie, allergischer Anfall',
    Allergy:
      'allergisch, Unverträglichkeit, Heuschnupfen, Pollen, Erdnuss, Nuss, Latex, Bienenstich, Laktose, Gluten, Nahrungsmittelunverträglichkeit, Arzneimittelallergie, Intoleranz',
    Appointment:
      'Arzttermin, Arztbesuch, Arzt, Ärztin, Zahnarzt, Vorsorge, Untersuchungstermin, Kalender, Sprechstunde, Hausarzt, Physiotherapie, Facharzt, nächster Termin, Kontrolle, Verabredung',
    'Asthma inhaler': 'Asthmaspray, Spray, Inhalator, Puffer',
    'Asthma inhaler usage': 'Hübe, Spray benutzt',
    'Basic demographic information': 'Alter, Geschlecht, Geburtsjahr, Postleitzahl',
    Birth: 'Frühgeburt, Frühchen, zu früh geboren, Schwangerschaftswochen',
    'Blood glucose': 'Blutzucker, Zucker, Zuckerwert, Glukose, Fingerstich, Zuckermessung',
    'Blood oxygen saturation': 'Sauerstoff, Sauerstoffsättigung, Sättigung, SpO2, Pulsoximeter',
    'Blood pressure': 'Blutdruck, RR, systolisch, diastolisch, Manschette, Druck, Hochdruckmessung',
    'Body composition': 'Körperfett, Fett, Muskelmasse, BMI, Knochenmasse, Körperwasser',
    'Body dimension': 'Bauchumfang, Taille, Hüfte, Kopfumfang, Brustumfang, Umfang, Körpermaße, Maße',
    'Calorie guideline': 'Kalorien am Tag, Diätplan, Kalorienlimit',
    'Cardiac profile': 'Herzkrankheit, Herzvorgeschichte, Herzinfarktrisiko',
    'Care plan': 'Therapieplan, Pflegeplan, Behandlung geplant',
    Cholesterol: 'Cholesterin, Blutfette, LDL, HDL, Triglyzeride, Triglyceride, Fettwerte',
    Comment: 'Bemerkung, Anmerkung',
    Concern: 'Sorge, Frage an den Arzt, Problem',
    Condition:
      'Krankheit, Erkrankung, Diagnose, krank, Leiden, Beschwerden, Syndrom, chronisch, Asthma, Diabetes, Krebs, Migräne, Depression, Infektion, Erkältung, Grippe, Corona, Verletzung, Knochenbruch, Bruch, Behinderung, Bluthochdruck, Arthrose, Rheuma, Rückenschmerzen, Neurodermitis, Epilepsie, Schilddrüsenunterfunktion',
    Contact:
      'Notfallkontakt, Angehörige, Telefon, Adressbuch, Apotheke, Arztadresse, Ansprechpartner, Verwandte',
    Contraindication: 'darf nicht nehmen, verbotenes Medikament, Wechselwirkung',
    'Daily dietary intake': 'Ernährung, Nährwerte, Eiweiß, Kohlenhydrate, Vitamine, Wasser getrunken',
    'Daily medication usage': 'Einnahme, eingenommen, genommen, Tabletten genommen, Dosis genommen',
    'Diabetic profile': 'Diabeteseinstellung, Zielwerte Zucker',
    'Discharge summary':
      'Entlassbrief, Krankenhausbrief, Krankenhausbericht, Klinikbericht, stationär, Epikrise',
    'Emotional state': 'Stimmung, Laune, Stress, Angst, Gefühl, traurig, glücklich, Wohlbefinden, Psyche',
    Encounter:
      'Besuch, Krankenhaus, Krankenhausaufenthalt, Notaufnahme, Klinik, Aufnahme, beim Arzt gewesen, Behandlungstermin, Spital',
    Exercise:
      'Sport, Training, Laufen, Joggen, Gehen, Spaziergang, Schritte, Radfahren, Fahrrad, Schwimmen, Fitnessstudio, Yoga, Wandern, Fußball, Aktivität, Schrittzähler, Gymnastik',
    'Explanation of benefits (EOB)':
      'Rechnung, Arztrechnung, Erstattung, Kosten, Kassenbescheid, Leistungsabrechnung',
    'Family history':
      'Familiengeschichte, vererbt, erblich, Mutter, Vater, Großmutter, Großvater, Oma, Opa, Erbkrankheit, Vorbelastung',
    File: 'PDF, Foto, Scan, Bild, Dokument, hochladen, Brief, Bericht, Arztbrief, Anhang, Kamera, Papier, Attest, Krankschreibung, Befund, Bescheinigung, Überweisung',
    'Food & drink':
      'Mahlzeit, Frühstück, Mittagessen, Abendessen, Essen, Trinken, gegessen, Alkohol, Kaffee, Ernährungstagebuch, Imbiss',
    'Genetic SNP result': 'DNA, DNS, Gentest, Genom, Erbgut',
    HbA1C: 'Langzeitzucker, Langzeitblutzucker, HbA1c-Wert',
    'Health event': 'Meilenstein, erster Zahn, Unfall, Sturz, erste Schritte, Ereignis',
    'Goal recommendation': 'Zielempfehlung, empfohlenes Schritteziel',
    'Health goal': 'Ziel, Vorsatz, Schritteziel, Zielwert',
    'Health journal entry':
      'Tagebuch, Notiz, Symptom, Symptome, Kopfschmerzen, Kopfweh, Schmerzen, Übelkeit, Schwindel, Husten, Erbrechen, Durchfall, müde, Müdigkeit, Juckreiz, Halsschmerzen, Befinden, Bauchweh',
    'Healthcare proxy': 'Vorsorgevollmacht, Vollmacht, Betreuer, Bevollmächtigte',
    'Heart rate': 'Puls, Herzschlag, Ruhepuls, Herzfrequenz, Herzklopfen, Herzrasen',
    Height: 'Größe, Körpergröße, Wachstum, Länge, groß',
    Immunization:
      'Impfung, Impfen, geimpft, Impfpass, Impfstoff, Tetanus, Masern, Grippeimpfung, Auffrischung, Polio, Hepatitis, Coronaimpfung, HPV, Spritze, Wundstarrkrampf, Keuchhusten',
    'Insulin injection': 'Insulin, Insulinplan, Basal, Bolus',
    'Insulin injection usage': 'Insulin gespritzt, gespritzt, Einheiten gespritzt',
    'Insurance plan':
      'Krankenkasse, Krankenversicherung, Versicherung, Versichertenkarte, Versichertennummer, Gesundheitskarte, Police, Zusatzversicherung',
    'Lab results':
      'Blutwerte, Blutbild, Bluttest, Labor, Laborbefund, Hämoglobin, Schilddrüse, TSH, Urintest, Urin, Kreatinin, Eisen, Ferritin, Vitamin D, Testergebnis, Blutabnahme, Leberwerte, Nierenwerte, Kalium, Natrium, Entzündungswert, CRP, Leukozyten',
    'Life goal': 'Lebensziel, Traum, Rauchen aufhören',
    'Meal definition': 'Rezept fürs Kochen, übliche Mahlzeit',
    'Medical device':
      'Herzschrittmacher, Schrittmacher, Hörgerät, Brille, Kontaktlinsen, Implantat, Prothese, Rollstuhl, CPAP-Gerät, Insulinpumpe, Zahnspange, Krücken, Stent, künstliche Hüfte, Hilfsmittel',
    'Medical image study':
      'Röntgen, Röntgenbild, MRT, CT, Ultraschall, DICOM, Mammografie, Kernspin, Sonografie',
    Medication:
      'Medikament, Medizin, Arznei, Arzneimittel, Pille, Tablette, Tabletten, Rezept, Schmerzmittel, Antibiotikum, Tropfen, Salbe, Creme, Nahrungsergänzung, Ibuprofen, Paracetamol, Aspirin, Verhütung, Dosis, Saft, Kapsel, Medikamentenplan, Globuli',
    'Medication fill': 'Apotheke abgeholt, eingelöst, Nachschub, Packung geholt',
    Menstruation: 'Periode, Regel, Zyklus, Monatsblutung, Blutung, Eisprung, Tage',
    Message: 'Nachricht, Mail',
    'Microbiology lab test result': 'Abstrich, Kultur, Bakterien, Stuhlprobe, Keime',
    'PAP session': 'CPAP, Schlafapnoe, Atemmaske, Apnoe',
    'Peak flow': 'Lungenfunktion, Spirometrie, Atemtest, Peakflow, FEV1, pusten',
    'Personal demographic information':
      'Name, Geburtstag, Geburtsdatum, Blutgruppe, Religion, Familienstand, Beruf, Organspende',
    'Personal contact information': 'Adresse, Anschrift, Telefonnummer, E-Mail, Handynummer',
    'Personal picture': 'Porträt, Profilbild, Gesicht, Passbild',
    Plan: 'Programm, Gewohnheit',
    Pregnancy: 'schwanger, Geburtstermin, Baby, Geburt, Entbindung, Fehlgeburt, Mutterpass',
    Procedure:
      'Operation, OP, Eingriff, Blinddarm, Behandlung, Biopsie, Spiegelung, Darmspiegelung, Transplantation, Nähte, Gips, Füllung, Zahn gezogen, Kaiserschnitt, Dialyse, Chemotherapie, Krankengymnastik',
    'Question & answer': 'Umfrage, Fragebogen',
    'Radiology result': 'Röntgenbefund, MRT-Befund, CT-Befund, Radiologe',
    'Respiratory profile': 'Asthmazonen, Asthmaplan',
    'Sleep journal entry': 'Schlafqualität, aufgewacht, Schlaftagebuch, Nickerchen',
    'Sleep session': 'Schlaf, geschlafen, Schlaflosigkeit, Nacht, Stunden Schlaf, Schlafdauer',
    Task: 'Erinnerung, erledigen, To-do',
    'Vaccine plan': 'Impfkalender, Impfplan, STIKO',
    'Vital signs': 'Atemfrequenz, Atmung, Vitalwerte',
    'Body temperature': 'Fieber, Temperatur, Fieberthermometer, Grad, heiß',
    'Web link': 'Lesezeichen, Internetseite, Link, Webseite',
    Weight: 'Gewicht, Waage, Kilo, wiegen, kg, Übergewicht, Pfunde, BMI',
    'Weight goal': 'abnehmen, Zielgewicht, Wunschgewicht, Diät',
  },
};
