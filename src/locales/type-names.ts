// What people call the kinds of item: the names in Spanish and German. The English ones are those of the definitions.
import { byName } from '../schema/by-name.ts';
import { everyType, findVersion, type ThingGroup, type ThingType } from '../things/index.ts';
import type { Language } from './language.ts';

const named: Readonly<Record<string, readonly [es: string, de: string]>> = byName({
  'App-specific information': ['Datos propios de una aplicación', 'Eigene Daten einer App'],
  'Application data reference': ['Referencia a datos de una aplicación', 'Verweis auf Daten einer App'],
  Insight: ['Recomendación', 'Hinweis'],
  Status: ['Estado', 'Status'],
  'Allergic episode': ['Episodio alérgico', 'Allergische Reaktion'],
  Allergy: ['Alergia', 'Allergie'],
  'Cardiac profile': ['Perfil cardíaco', 'Herzprofil'],
  Concern: ['Preocupación', 'Anliegen'],
  Condition: ['Enfermedad', 'Erkrankung'],
  'Defibrillator episode': ['Episodio del desfibrilador', 'Defibrillator-Ereignis'],
  'Diabetic profile': ['Perfil de diabetes', 'Diabetesprofil'],
  Encounter: ['Visita médica', 'Arztbesuch'],
  'Family history': ['Antecedentes familiares', 'Familienanamnese'],
  'Family history condition': ['Enfermedad en la familia', 'Erkrankung in der Familie'],
  'Family history person': ['Familiar en los antecedentes', 'Angehöriger in der Familienanamnese'],
  'Health assessment': ['Evaluación de salud', 'Gesundheitsbewertung'],
  'Health event': ['Suceso de salud', 'Gesundheitsereignis'],
  'Health journal entry': ['Anotación del diario de salud', 'Eintrag im Gesundheitstagebuch'],
  'Medical device': ['Dispositivo médico', 'Medizinisches Gerät'],
  'Medical problem': ['Problema médico', 'Medizinisches Problem'],
  Pregnancy: ['Embarazo', 'Schwangerschaft'],
  Procedure: ['Intervención', 'Eingriff'],
  'Respiratory profile': ['Perfil respiratorio', 'Atemprofil'],
  'Clinical Document Architecture (CDA)': ['Documento clínico (CDA)', 'Klinisches Dokument (CDA)'],
  Comment: ['Comentario', 'Kommentar'],
  'Continuity of Care Document (CCD)': [
    'Documento de continuidad asistencial (CCD)',
    'Dokument zur Weiterbehandlung (CCD)',
  ],
  'Continuity of Care Record (CCR)': [
    'Registro de continuidad asistencial (CCR)',
    'Zusammenfassung zur Weiterbehandlung (CCR)',
  ],
  'Discharge summary': ['Informe de alta', 'Entlassungsbrief'],
  'Education - MyData file (preview)': ['Educación: archivo MyData', 'Bildung: MyData-Datei'],
  'Education - SIF student academic record (preview)': [
    'Educación: expediente académico SIF',
    'Bildung: Schülerakte SIF',
  ],
  'Education document (preview)': ['Documento educativo', 'Bildungsdokument'],
  'Explanation of benefits (EOB)': ['Explicación de prestaciones', 'Leistungsabrechnung'],
  File: ['Archivo', 'Datei'],
  'Medical annotation': ['Anotación médica', 'Medizinische Notiz'],
  Message: ['Mensaje', 'Nachricht'],
  'Password-protected package': ['Paquete con contraseña', 'Passwortgeschütztes Paket'],
  'Question & answer': ['Pregunta y respuesta', 'Frage und Antwort'],
  'Web link': ['Enlace web', 'Weblink'],
  'Aerobic profile': ['Perfil aeróbico', 'Ausdauerprofil'],
  'Daily dietary intake': ['Ingesta diaria', 'Tägliche Nahrungsaufnahme'],
  'Emotional state': ['Estado de ánimo', 'Gemütslage'],
  Exercise: ['Ejercicio', 'Bewegung'],
  'Exercise samples': ['Mediciones durante el ejercicio', 'Messreihen zur Bewegung'],
  'Food & drink': ['Comida y bebida', 'Essen und Trinken'],
  'Meal definition': ['Definición de comida', 'Mahlzeitvorlage'],
  'Sleep journal entry': ['Diario de sueño', 'Schlaftagebuch'],
  'Sleep session': ['Sesión de sueño', 'Schlafphase'],
  Cholesterol: ['Colesterol', 'Cholesterin'],
  'Genetic SNP result': ['Resultado genético (SNP)', 'Gentest (SNP)'],
  HbA1C: ['HbA1C', 'HbA1C'],
  'Lab results': ['Resultados de laboratorio', 'Laborwerte'],
  'Medical image study': ['Estudio de imagen', 'Bildgebende Untersuchung'],
  'Microbiology lab test result': ['Resultado microbiológico', 'Mikrobiologischer Befund'],
  'Radiology result': ['Resultado de radiología', 'Radiologischer Befund'],
  'Asthma inhaler': ['Inhalador para el asma', 'Asthma-Inhalator'],
  'Asthma inhaler usage': ['Uso del inhalador', 'Anwendung des Asthma-Inhalators'],
  Contraindication: ['Contraindicación', 'Gegenanzeige'],
  'Daily medication usage': ['Toma diaria de medicamentos', 'Tägliche Medikamenteneinnahme'],
  Immunization: ['Vacuna', 'Impfung'],
  'Insulin injection': ['Inyección de insulina', 'Insulininjektion'],
  'Insulin injection usage': ['Uso de insulina', 'Insulinanwendung'],
  Medication: ['Medicamento', 'Medikament'],
  'Medication fill': ['Dispensación de medicamento', 'Eingelöstes Rezept'],
  'Action plan (deprecated)': ['Plan de acción', 'Aktionsplan'],
  'Advance directive': ['Voluntad anticipada', 'Patientenverfügung'],
  Appointment: ['Cita', 'Termin'],
  'Calorie guideline': ['Pauta de calorías', 'Kalorienvorgabe'],
  'Care plan': ['Plan de cuidados', 'Behandlungsplan'],
  'Health goal': ['Objetivo de salud', 'Gesundheitsziel'],
  'Healthcare proxy': ['Apoderado sanitario', 'Vorsorgebevollmächtigter'],
  'Life goal': ['Objetivo vital', 'Lebensziel'],
  Plan: ['Plan', 'Plan'],
  Task: ['Tarea', 'Aufgabe'],
  'Task tracking entry': ['Seguimiento de tarea', 'Aufgabenverlauf'],
  'Weekly aerobic exercise goal': ['Objetivo semanal de ejercicio', 'Wöchentliches Bewegungsziel'],
  'Weight goal': ['Objetivo de peso', 'Gewichtsziel'],
  'Basic demographic information': ['Datos demográficos básicos', 'Grundlegende Angaben zur Person'],
  Contact: ['Contacto', 'Kontakt'],
  'Group membership': ['Pertenencia a un grupo', 'Gruppenmitgliedschaft'],
  'Group membership activity': ['Actividad de grupo', 'Gruppenaktivität'],
  'Insurance plan': ['Seguro', 'Versicherung'],
  'Personal contact information': ['Datos de contacto', 'Eigene Kontaktdaten'],
  'Personal demographic information': ['Datos personales', 'Angaben zur Person'],
  'Personal picture': ['Fotografía', 'Foto'],
  'Blood glucose': ['Glucosa en sangre', 'Blutzucker'],
  'Blood oxygen saturation': ['Saturación de oxígeno', 'Sauerstoffsättigung'],
  'Blood pressure': ['Presión arterial', 'Blutdruck'],
  'Body composition': ['Composición corporal', 'Körperzusammensetzung'],
  'Body dimension': ['Medida corporal', 'Körpermaß'],
  'Heart rate': ['Frecuencia cardíaca', 'Herzfrequenz'],
  Height: ['Estatura', 'Körpergröße'],
  Menstruation: ['Menstruación', 'Menstruation'],
  'PAP session': ['Sesión de PAP', 'PAP-Sitzung'],
  'Peak flow': ['Flujo espiratorio máximo', 'Peak-Flow'],
  'Vital signs': ['Signos vitales', 'Vitalzeichen'],
  Weight: ['Peso', 'Gewicht'],
});

/** A type without a name in a language keeps its English one. */
export function typeName({ name }: Pick<ThingType, 'name'>, language: Language): string {
  if (language === 'en') return name;
  return named[name]?.[language === 'es' ? 0 : 1] ?? name;
}

const groups: Readonly<Record<ThingGroup, Readonly<Record<Language, string>>>> = {
  vitals: { en: 'Measurements', es: 'Mediciones', de: 'Messwerte' },
  fitness: { en: 'Fitness and food', es: 'Ejercicio y comida', de: 'Bewegung und Ernährung' },
  medications: { en: 'Medicines', es: 'Medicamentos', de: 'Medikamente' },
  conditions: { en: 'Conditions', es: 'Enfermedades', de: 'Erkrankungen' },
  labs: { en: 'Laboratory and images', es: 'Laboratorio e imágenes', de: 'Labor und Bilder' },
  documents: { en: 'Documents', es: 'Documentos', de: 'Dokumente' },
  profile: { en: 'Personal details', es: 'Datos personales', de: 'Angaben zur Person' },
  plans: { en: 'Plans', es: 'Planes', de: 'Pläne' },
  apps: { en: 'Data of apps', es: 'Datos de aplicaciones', de: 'Daten von Apps' },
};

/** A group of types has one name wherever it is shown. */
export function groupName(group: ThingGroup, language: Language): string {
  return groups[group][language];
}

const unknown = {
  en: 'Items of a kind not known here',
  es: 'Datos de un tipo desconocido aquí',
  de: 'Einträge einer hier unbekannten Art',
} as const;

/** By a version-type-id. */
export function typeNameOf(id: string, language: Language): string {
  const type = findVersion(id)?.type;
  return type ? typeName(type, language) : `${unknown[language]} (${id})`;
}

/** Types that have only an English name. */
export function unnamedTypes(): string[] {
  return everyType()
    .map(({ name }) => name)
    .filter(name => !Object.hasOwn(named, name));
}
