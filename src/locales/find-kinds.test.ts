// What a family types when it means a kind of item, some of it mistyped: of each language two hundred words and more.
import { describe, expect, test } from 'vitest';
import { everyType } from '../things/index.ts';
import { findKinds } from './find-kinds.ts';
import type { Language, WholeLanguage } from './language.ts';

type Meant = Readonly<Record<string, string>>;

/** The kinds by their names; words parted by spaces, what belongs together by underscores. A language that is begun may wait. */
const meant: Readonly<Record<WholeLanguage, Meant> & Partial<Record<Language, Meant>>> = {
  en: {
    'Body temperature': 'fever temperature thermometer feaver body_temperature temprature',
    'Vital signs': 'respiration vitals',
    Immunization:
      'vaccine vaccination shot jab booster tetanus measles MMR flu_shot polio immunisation vaccin',
    File: 'pdf photo scan picture document upload letter report attachment camera paper sick_note',
    Procedure:
      'surgery operation biopsy colonoscopy transplant appendix stitches caesarean surgry chemotherapy',
    Medication:
      'pill pills medicine tablet drug prescription painkiller antibiotic ibuprofen aspirin drops ointment medecine supplement syrup',
    Weight: 'scale kilos pounds weigh kg overweight wieght',
    'Body composition': 'body_fat muscle_mass body_water',
    Condition:
      'illness disease diagnosis sick migraine diabetes cancer depression flu covid fracture arthritis diagnoses disability epilepsy',
    'Health journal entry':
      'symptom headache pain nausea cough diary note dizziness tired vomiting headach sore_throat',
    'Medical device': 'glasses pacemaker hearing_aid wheelchair contact_lenses implant prosthesis crutches',
    Appointment: 'dentist doctor_visit doctor checkup booking GP specialist calendar apointment',
    'Lab results':
      'blood_test lab haemoglobin hemoglobin thyroid TSH creatinine ferritin blood_count urine_test potassium bloodwork laboratory',
    Height: 'tall growth size body_height',
    'Body dimension': 'head_circumference waist hip chest measurements',
    Contact: 'emergency_contact next_of_kin pharmacy address_book relative',
    Allergy: 'allergic pollen peanut latex intolerance lactose gluten hay_fever alergy bee_sting',
    'Allergic episode': 'anaphylaxis allergic_reaction',
    'Blood pressure': 'bp systolic diastolic cuff blood_presure pressure',
    'Blood glucose': 'sugar blood_sugar glucometer CGM finger_prick glucose',
    'Blood oxygen saturation': 'oxygen spo2 saturation pulse_oximeter o2',
    'Heart rate': 'pulse bpm heartbeat palpitations',
    Menstruation: 'period cycle menses ovulation bleeding PMS',
    Pregnancy: 'pregnant due_date miscarriage expecting delivery',
    'Sleep session': 'sleep slept insomnia night',
    Exercise: 'sport workout run walking steps cycling swimming gym yoga training football activity',
    'Peak flow': 'lung_function spirometry FEV1',
    Cholesterol: 'lipids ldl hdl triglycerides cholestrol',
    HbA1C: 'a1c hba1c long-term_sugar',
    'Family history': 'hereditary mother grandmother grandfather inherited runs_in_the_family',
    'Insurance plan': 'insurance policy coverage insurer',
    'Food & drink': 'meal breakfast lunch dinner snack alcohol coffee',
    'Emotional state': 'mood stress anxiety feeling',
    Encounter: 'hospital visit admission emergency_room ER',
    'Discharge summary': 'hospital_letter hospital_report',
    'Medical image study': 'x-ray MRI ultrasound CT mammogram',
    'Asthma inhaler': 'inhaler puffer',
    'Insulin injection': 'insulin bolus basal',
    'Personal demographic information': 'birthday blood_type religion name',
    'Personal contact information': 'address phone',
    'Advance directive': 'living_will DNR',
    'Healthcare proxy': 'power_of_attorney guardian',
    'Genetic SNP result': 'dna genetic_test',
    'Weight goal': 'lose_weight target_weight',
    'Health goal': 'goal target',
    'Explanation of benefits (EOB)': 'bill invoice claim',
    'PAP session': 'cpap apnea',
  },
  de: {
    'Body temperature': 'Fieber Temperatur Fieberthermometer Körpertemperatur Fiber fieber',
    'Vital signs': 'Atemfrequenz',
    Immunization:
      'Impfung impfen geimpft Impfpass Tetanus Masern Grippeimpfung Auffrischung Impfstoff Keuchhusten Wundstarrkrampf Impfug',
    File: 'PDF Foto Scan Bild Dokument hochladen Brief Arztbrief Kamera Attest Krankschreibung Befund Überweisung Anhang',
    Procedure:
      'Operation OP Eingriff Blinddarm Biopsie Darmspiegelung Kaiserschnitt Gips Dialyse Chemotherapie Oparation',
    Medication:
      'Medikament Medizin Arznei Pille Tablette Tabletten Rezept Schmerzmittel Antibiotikum Salbe Tropfen Ibuprofen Medikamentenplan Medikamnet Kapsel',
    Weight: 'Gewicht Waage Kilo wiegen Übergewicht Gewischt',
    'Body composition': 'Körperfett Muskelmasse Knochenmasse',
    Condition:
      'Krankheit Erkrankung Diagnose krank Leiden Migräne Diabetes Krebs Depression Grippe Bluthochdruck Rheuma Neurodermitis Erkältung Krankeit Corona',
    'Health journal entry':
      'Symptom Kopfschmerzen Kopfweh Schmerzen Übelkeit Husten Tagebuch Notiz Schwindel müde Durchfall Halsschmerzen Kopfschmerze',
    'Medical device':
      'Brille Hörgerät Herzschrittmacher Rollstuhl Kontaktlinsen Implantat Zahnspange Krücken',
    Appointment: 'Zahnarzt Arzttermin Arzt Vorsorge Hausarzt Facharzt Kalender Termin Kontrolle',
    'Lab results':
      'Blutwerte Blutbild Bluttest Labor Hämoglobin Schilddrüse TSH Kreatinin Ferritin Leberwerte Kalium Urintest Laborwerte Blutabnahme',
    Height: 'Größe Körpergröße Wachstum groß',
    'Body dimension': 'Kopfumfang Bauchumfang Taille Hüfte Umfang',
    Contact: 'Notfallkontakt Angehörige Apotheke Adressbuch Ansprechpartner',
    Allergy:
      'allergisch Pollen Erdnuss Latex Unverträglichkeit Laktose Gluten Heuschnupfen Alergie Bienenstich',
    'Allergic episode': 'Anaphylaxie allergischer_Schock',
    'Blood pressure': 'Blutdruck systolisch diastolisch Manschette Blutdruk',
    'Blood glucose': 'Zucker Blutzucker Glukose Zuckerwert',
    'Blood oxygen saturation': 'Sauerstoff Sättigung SpO2 Sauerstoffsättigung',
    'Heart rate': 'Puls Ruhepuls Herzschlag Herzrasen',
    Menstruation: 'Periode Regel Zyklus Eisprung Blutung',
    Pregnancy: 'schwanger Geburtstermin Geburt Fehlgeburt Schwangerschaft',
    'Sleep session': 'Schlaf geschlafen Schlaflosigkeit Schlafdauer',
    Exercise:
      'Sport Training Laufen Joggen Schritte Radfahren Schwimmen Yoga Wandern Fußball Fitnessstudio Spaziergang',
    'Peak flow': 'Lungenfunktion Spirometrie Atemtest',
    Cholesterol: 'Cholesterin Blutfette LDL HDL Triglyzeride',
    HbA1C: 'Langzeitzucker HbA1c',
    'Family history': 'vererbt erblich Mutter Großmutter Oma Familiengeschichte Erbkrankheit',
    'Insurance plan': 'Krankenkasse Versicherung Versichertenkarte Krankenversicherung Gesundheitskarte',
    'Food & drink': 'Mahlzeit Frühstück Mittagessen Abendessen Alkohol Kaffee',
    'Emotional state': 'Stimmung Laune Stress Angst',
    Encounter: 'Krankenhaus Notaufnahme Klinik Besuch Krankenhausaufenthalt',
    'Discharge summary': 'Entlassbrief Krankenhausbericht Epikrise',
    'Medical image study': 'Röntgen Röntgenbild MRT Ultraschall CT',
    'Asthma inhaler': 'Asthmaspray Inhalator',
    'Insulin injection': 'Insulin Bolus Insulinplan',
    'Personal demographic information': 'Geburtstag Blutgruppe Religion Name Organspende',
    'Personal contact information': 'Adresse Anschrift Telefonnummer',
    'Advance directive': 'Patientenverfügung',
    'Healthcare proxy': 'Vorsorgevollmacht Vollmacht Betreuer',
    'Genetic SNP result': 'Gentest DNA',
    'Weight goal': 'abnehmen Zielgewicht Wunschgewicht',
    'Health goal': 'Ziel Vorsatz',
    'Explanation of benefits (EOB)': 'Rechnung Erstattung Arztrechnung',
    'PAP session': 'CPAP Schlafapnoe',
  },
  es: {
    'Body temperature': 'fiebre temperatura termómetro temperatura_corporal fievre',
    'Vital signs': 'constantes respiración',
    Immunization:
      'vacuna vacunación vacunado tétanos sarampión vacuna_de_la_gripe refuerzo polio hepatitis bacuna tos_ferina VPH',
    File: 'pdf foto escaneo imagen documento subir carta informe cámara justificante certificado adjunto volante',
    Procedure:
      'cirugía operación intervención apéndice biopsia colonoscopia cesárea escayola diálisis quimioterapia sirugía',
    Medication:
      'medicina medicamento pastilla pastillas comprimido fármaco receta analgésico antibiótico pomada gotas ibuprofeno jarabe medicamneto cápsula',
    Weight: 'peso báscula kilos pesar sobrepeso libras',
    'Body composition': 'grasa_corporal masa_muscular grasa',
    Condition:
      'enfermedad diagnóstico enfermo dolencia migraña diabetes cáncer depresión gripe hipertensión artritis asma covid fractura enfermedá epilepsia',
    'Health journal entry':
      'síntoma dolor_de_cabeza dolor náuseas tos mareo diario nota cansado vómito diarrea sintoma',
    'Medical device': 'gafas marcapasos audífono lentillas implante prótesis muletas silla_de_ruedas',
    Appointment: 'dentista cita cita_médica médico revisión chequeo especialista calendario consulta',
    'Lab results':
      'análisis análisis_de_sangre analítica laboratorio hemoglobina tiroides TSH creatinina ferritina hemograma potasio resultado hígado',
    Height: 'altura talla crecimiento estatura',
    'Body dimension': 'cintura cadera perímetro_craneal medidas contorno',
    Contact: 'contacto_de_emergencia familiar farmacia agenda pariente',
    Allergy: 'alérgico alergia polen cacahuete látex intolerancia lactosa gluten celiaquía alerjia',
    'Allergic episode': 'anafilaxia reacción_alérgica',
    'Blood pressure': 'tensión tensión_arterial presión sistólica tensiómetro tencion',
    'Blood glucose': 'azúcar glucosa glucemia glucómetro',
    'Blood oxygen saturation': 'oxígeno saturación SpO2',
    'Heart rate': 'pulso latidos pulsaciones palpitaciones',
    Menstruation: 'regla periodo ciclo ovulación sangrado',
    Pregnancy: 'embarazada embarazo parto nacimiento aborto',
    'Sleep session': 'sueño dormir insomnio horas_de_sueño',
    Exercise:
      'deporte entrenamiento correr caminar pasos ciclismo nadar gimnasio yoga fútbol actividad bicicleta',
    'Peak flow': 'espirometría función_pulmonar soplar',
    Cholesterol: 'colesterol lípidos LDL HDL triglicéridos',
    HbA1C: 'hemoglobina_glicosilada hba1c',
    'Family history': 'hereditario heredado madre abuela abuelo antecedentes_familiares',
    'Insurance plan': 'seguro póliza mutua tarjeta_sanitaria aseguradora',
    'Food & drink': 'comida desayuno almuerzo cena alcohol café',
    'Emotional state': 'ánimo humor estrés ansiedad',
    Encounter: 'hospital urgencias ingreso visita clínica',
    'Discharge summary': 'informe_de_alta informe_del_hospital alta',
    'Medical image study': 'radiografía resonancia ecografía TAC mamografía',
    'Asthma inhaler': 'inhalador aerosol',
    'Insulin injection': 'insulina bolo',
    'Personal demographic information': 'cumpleaños grupo_sanguíneo religión nombre',
    'Personal contact information': 'dirección domicilio',
    'Advance directive': 'testamento_vital',
    'Healthcare proxy': 'poder_notarial tutor apoderado',
    'Genetic SNP result': 'ADN prueba_genética',
    'Weight goal': 'adelgazar peso_ideal bajar_de_peso',
    'Health goal': 'objetivo meta propósito',
    'Explanation of benefits (EOB)': 'factura reembolso recibo',
    'PAP session': 'apnea CPAP',
  },
  fr: {
    'Body temperature': 'fièvre température thermomètre température_corporelle fievre fiévre',
    'Vital signs': 'respiration constantes',
    Immunization:
      'vaccin vaccination vacciné rappel tétanos rougeole ROR vaccin_contre_la_grippe polio hépatite vacin coqueluche',
    File: 'pdf photo scan image document lettre rapport courrier pièce_jointe certificat arrêt_de_travail compte_rendu',
    Procedure:
      'opération chirurgie intervention biopsie coloscopie appendicite césarienne plâtre dialyse chimiothérapie opreation',
    Medication:
      'médicament pilule comprimé comprimés cachet gélule ordonnance antidouleur antibiotique gouttes pommade sirop ibuprofène aspirine traitement medicamnet',
    Weight: 'poids balance kilos peser surpoids kg',
    'Body composition': 'graisse_corporelle masse_musculaire masse_grasse',
    Condition:
      'maladie diagnostic malade migraine diabète cancer dépression grippe covid fracture hypertension arthrose asthme épilepsie rhume eczéma maladi',
    'Health journal entry':
      'symptôme mal_de_tête douleur nausée toux vertige journal note fatigué vomissement diarrhée mal_de_gorge symptome',
    'Medical device':
      'lunettes pacemaker appareil_auditif fauteuil_roulant lentilles implant prothèse béquilles stent',
    Appointment: 'dentiste médecin rendez-vous rdv consultation contrôle spécialiste calendrier kiné docteur',
    'Lab results':
      'prise_de_sang analyse laboratoire labo hémoglobine thyroïde TSH créatinine ferritine potassium analyse_d’urine bilan_sanguin',
    Height: 'taille croissance stature',
    'Body dimension': 'tour_de_taille périmètre_crânien mensurations tour_de_hanches',
    Contact: 'contact_d’urgence personne_à_prévenir pharmacie carnet_d’adresses proche',
    Allergy: 'allergique pollen arachide cacahuète latex intolérance lactose gluten rhume_des_foins alergie',
    'Allergic episode': 'anaphylaxie choc_allergique réaction_allergique',
    'Blood pressure':
      'tension tension_artérielle pression systolique diastolique brassard tensiomètre tention',
    'Blood glucose': 'sucre glycémie glucose dextro glucomètre',
    'Blood oxygen saturation': 'oxygène saturation SpO2 oxymètre',
    'Heart rate': 'pouls battements palpitations bpm',
    Menstruation: 'règles cycle ovulation saignements menstruations',
    Pregnancy: 'enceinte grossesse accouchement fausse_couche bébé',
    'Sleep session': 'sommeil dormir insomnie dormi nuit',
    Exercise:
      'sport entraînement course marche pas vélo natation yoga randonnée football gym promenade musculation',
    'Peak flow': 'spirométrie souffle fonction_pulmonaire VEMS',
    Cholesterol: 'cholestérol lipides LDL HDL triglycérides',
    HbA1C: 'hémoglobine_glyquée hba1c',
    'Family history': 'héréditaire mère grand-mère grand-père antécédents_familiaux',
    'Insurance plan': 'assurance mutuelle carte_vitale sécurité_sociale assureur',
    'Food & drink': 'repas petit-déjeuner déjeuner dîner goûter alcool café',
    'Emotional state': 'humeur stress anxiété moral',
    Encounter: 'hôpital urgences clinique visite',
    'Discharge summary': 'lettre_de_sortie compte_rendu_d’hospitalisation',
    'Medical image study': 'radio IRM scanner échographie mammographie',
    'Asthma inhaler': 'inhalateur bronchodilatateur',
    'Insulin injection': 'insuline bolus',
    'Personal demographic information': 'anniversaire groupe_sanguin religion nom',
    'Personal contact information': 'adresse téléphone domicile',
    'Advance directive': 'directives_anticipées fin_de_vie',
    'Healthcare proxy': 'personne_de_confiance tuteur procuration',
    'Genetic SNP result': 'ADN test_génétique',
    'Weight goal': 'maigrir poids_idéal perdre_du_poids',
    'Health goal': 'objectif but',
    'Explanation of benefits (EOB)': 'facture remboursement feuille_de_soins',
    'PAP session': 'apnée PPC',
  },
};

const types = everyType().flatMap(type => [type, ...type.presets]);

/** Among so many that come first it is seen. */
const seenMax = 3;

describe.each(Object.entries(meant))('in %s', (language, kinds) => {
  const cases = Object.entries(kinds).flatMap(([kind, words]) =>
    words.split(' ').map(word => [word.replaceAll('_', ' '), kind] as const),
  );

  test('there are two hundred words', () => {
    expect(new Set(cases.map(([word]) => word)).size).toBeGreaterThanOrEqual(200);
  });

  test.each(cases)('%s finds %s', (word, kind) => {
    const found = findKinds(types, word, language as Language).map(({ name }) => name);
    expect(found.slice(0, seenMax)).toContain(kind);
  });
});

test('nobody means anything by letters that are no word', () => {
  expect(findKinds(types, 'xqzzv', 'en')).toEqual([]);
  expect(findKinds(types, '  ', 'en')).toEqual([]);
});
