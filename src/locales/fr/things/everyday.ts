// What people call kinds of item besides their names: by these they are found.
import type { ThingWords } from '../../thing-words.ts';

export const everydayThings: ThingWords = {
  everyday: {
    'Advance directive':
      'directives anticipées, fin de vie, réanimation, dernières volontés, acharnement thérapeutique',
    'Aerobic profile': 'test d’effort, endurance, VO2max, fréquence maximale',
    'Allergic episode': 'réaction allergique, choc allergique, anaphylaxie, crise d’allergie, urticaire',
    Allergy:
      'allergique, intolérance, rhume des foins, pollen, arachide, cacahuète, noix, latex, piqûre d’abeille, piqûre de guêpe, lactose, gluten, intolérance alimentaire, allergie médicamenteuse',
    Appointment:
      'rendez-vous, rdv, rendez-vous médical, médecin, docteur, dentiste, consultation, contrôle, bilan, calendrier, agenda, généraliste, médecin traitant, spécialiste, kinésithérapeute, kiné, prochaine visite',
    'Asthma inhaler': 'inhalateur, aérosol-doseur, spray, bronchodilatateur, aérosol',
    'Asthma inhaler usage': 'bouffées, inhalateur utilisé',
    'Basic demographic information': 'âge, sexe, année de naissance, code postal',
    Birth: 'prématuré, né avant terme, prématurité, semaines de grossesse, semaines d’aménorrhée',
    'Blood glucose':
      'sucre, sucre dans le sang, glycémie, glucose, lecteur de glycémie, glucomètre, dextro, piqûre au doigt, taux de sucre',
    'Blood oxygen saturation': 'oxygène, saturation, SpO2, oxymètre, oxymètre de pouls',
    'Blood pressure':
      'tension, tension artérielle, pression, systolique, diastolique, brassard, tensiomètre, TA',
    'Body composition':
      'graisse corporelle, masse grasse, masse musculaire, IMC, masse osseuse, eau corporelle',
    'Body dimension':
      'tour de taille, tour de hanches, tour de poitrine, périmètre crânien, tour de tête, mensurations, hanche, taille de vêtements',
    'Body temperature': 'fièvre, température, thermomètre, degrés, chaud, fébrile',
    'Calorie guideline': 'calories par jour, régime, limite de calories',
    'Cardiac profile': 'maladie du cœur, antécédents cardiaques, risque d’infarctus',
    'Care plan': 'plan de traitement, projet de soins, prise en charge',
    Cholesterol: 'cholestérol, lipides, LDL, HDL, triglycérides, graisses dans le sang, bilan lipidique',
    Comment: 'remarque, observation',
    Concern: 'souci, inquiétude, question au médecin, problème',
    Condition:
      'maladie, diagnostic, malade, affection, trouble, syndrome, chronique, ALD, asthme, diabète, cancer, migraine, dépression, infection, rhume, grippe, covid, blessure, fracture, os cassé, handicap, hypertension, arthrose, arthrite, rhumatisme, mal de dos, eczéma, épilepsie, antécédents',
    Contact:
      'contact d’urgence, personne à prévenir, proche, téléphone, carnet d’adresses, pharmacie, adresse du médecin, famille',
    Contraindication: 'ne doit pas prendre, médicament interdit, interaction',
    'Daily dietary intake': 'alimentation, nutrition, protéines, glucides, vitamines, eau bue',
    'Daily medication usage': 'prise, doses prises, comprimés pris, pris mon médicament, observance',
    'Diabetic profile': 'réglages du diabète, objectifs de glycémie',
    'Discharge summary':
      'lettre de sortie, compte rendu d’hospitalisation, compte rendu d’hôpital, sortie d’hôpital, hospitalisation',
    'Emotional state': 'humeur, moral, stress, anxiété, angoisse, sentiment, triste, heureux, bien-être',
    Encounter:
      'visite, hôpital, hospitalisation, urgences, clinique, admission, passage aux urgences, vu le médecin',
    Exercise:
      'sport, entraînement, course, course à pied, courir, jogging, marche, marcher, promenade, pas, vélo, cyclisme, natation, nager, salle de sport, musculation, gym, yoga, randonnée, football, activité, podomètre',
    'Explanation of benefits (EOB)':
      'facture, remboursement, frais, décompte, relevé, décompte de sécurité sociale, feuille de soins',
    'Family history':
      'antécédents familiaux, héréditaire, hérédité, mère, père, grand-mère, grand-père, hérité, gènes, de famille',
    File: 'pdf, photo, scan, image, document, téléverser, lettre, courrier, rapport, compte rendu, pièce jointe, appareil photo, papier, certificat, certificat médical, arrêt de travail, arrêt maladie, ordonnance scannée',
    'Food & drink':
      'repas, petit-déjeuner, déjeuner, dîner, goûter, manger, mangé, boire, alcool, café, journal alimentaire, collation',
    'Genetic SNP result': 'ADN, test génétique, génome, gène',
    HbA1C: 'hémoglobine glyquée, glycémie sur trois mois, sucre à long terme, valeur HbA1c',
    'Health event': 'étape, première dent, accident, chute, premiers pas, événement',
    'Goal recommendation': 'recommandation d’objectif',
    'Health goal': 'objectif, but, cible, objectif de pas, résolution',
    'Health journal entry':
      'journal, note, symptôme, symptômes, mal de tête, maux de tête, douleur, nausée, vertige, toux, vomissement, diarrhée, fatigué, fatigue, démangeaisons, mal de gorge, mal de ventre, comment je me sens',
    'Healthcare proxy': 'personne de confiance, mandat de protection, tuteur, procuration, décide pour moi',
    'Heart rate': 'pouls, battements, bpm, fréquence cardiaque, fréquence au repos, palpitations, pulsations',
    Height: 'taille, croissance, grandeur, stature, longueur, grand',
    Immunization:
      'vaccin, vaccination, vacciné, rappel, carnet de vaccination, tétanos, rougeole, ROR, vaccin contre la grippe, polio, hépatite, vaccin covid, HPV, coqueluche, piqûre',
    'Insulin injection': 'insuline, schéma d’insuline, basale, bolus',
    'Insulin injection usage': 'insuline injectée, injecté, unités injectées',
    'Insurance plan':
      'assurance, mutuelle, complémentaire santé, assurance maladie, carte vitale, sécurité sociale, contrat, assureur, numéro d’assuré',
    'Lab results':
      'prise de sang, analyse, analyses, analyse de sang, bilan sanguin, laboratoire, labo, numération, hémoglobine, thyroïde, TSH, analyse d’urine, créatinine, fer, ferritine, vitamine D, résultat, foie, reins, potassium, sodium, CRP, globules blancs',
    'Life goal': 'but dans la vie, rêve, arrêter de fumer',
    'Meal definition': 'recette, repas habituel',
    'Medical device':
      'pacemaker, stimulateur cardiaque, appareil auditif, lunettes, lentilles, implant, prothèse, fauteuil roulant, appareil PPC, pompe à insuline, appareil dentaire, béquilles, stent, hanche artificielle',
    'Medical image study':
      'radio, radiographie, rayons X, IRM, scanner, échographie, DICOM, mammographie, imagerie',
    Medication:
      'médicament, médicaments, pilule, comprimé, comprimés, cachet, gélule, ordonnance, antidouleur, antibiotique, gouttes, pommade, crème, complément alimentaire, ibuprofène, paracétamol, aspirine, contraception, dose, sirop, traitement, homéopathie',
    'Medication fill': 'délivrance, renouvellement, pharmacie retiré, boîte retirée',
    Menstruation: 'règles, menstruations, cycle, saignements, ovulation, syndrome prémenstruel',
    Message: 'e-mail, courriel, courrier au médecin',
    'Microbiology lab test result': 'culture, bactérie, prélèvement, frottis, germe, analyse de selles',
    'PAP session': 'PPC, apnée du sommeil, apnée, masque respiratoire, CPAP',
    'Peak flow': 'débit de pointe, fonction pulmonaire, spirométrie, test du souffle, souffle, VEMS',
    'Personal demographic information':
      'nom, anniversaire, date de naissance, groupe sanguin, religion, état civil, métier, don d’organes',
    'Personal contact information': 'adresse, téléphone, e-mail, mon adresse, numéro de téléphone, domicile',
    'Personal picture': 'portrait, photo de profil, visage, photo d’identité',
    Plan: 'programme, habitude',
    Pregnancy: 'enceinte, grossesse, terme, bébé, naissance, accouchement, fausse couche',
    Procedure:
      'opération, chirurgie, intervention, appendicite, traitement, biopsie, endoscopie, coloscopie, greffe, points de suture, plâtre, plombage, dent arrachée, césarienne, dialyse, chimiothérapie, kinésithérapie',
    'Question & answer': 'sondage, questionnaire',
    'Radiology result': 'compte rendu de radio, compte rendu d’IRM, compte rendu de scanner, radiologue',
    'Respiratory profile': 'zones d’asthme, plan d’action asthme',
    'Sleep journal entry': 'qualité du sommeil, réveil, journal du sommeil, sieste',
    'Sleep session': 'sommeil, dormi, dormir, insomnie, nuit, heures de sommeil',
    Task: 'à faire, rappel à faire, tâche',
    'Vaccine plan': 'calendrier vaccinal, calendrier de vaccination',
    'Vital signs': 'fréquence respiratoire, respiration, constantes, signes vitaux',
    'Web link': 'favori, marque-page, site, lien, url',
    Weight: 'poids, balance, kilos, peser, kg, livres, surpoids, IMC',
    'Weight goal': 'maigrir, perdre du poids, poids cible, poids idéal, mincir',
  },
};
