// What kinds of item are, in a sentence, by their English name. The English sentences are those of the definitions.
import type { ThingType } from '../../things/index.ts';
import type { Language } from '../language.ts';
import { inLanguage, type Names } from './labels.ts';

const descriptions: Names = {
  'Action plan (deprecated)': [
    'Parte de un plan de acción, en una forma que ya no se escribe.',
    'Teil eines Aktionsplans in einer Form, die nicht mehr geschrieben wird.',
  ],
  'Advance directive': [
    'Qué pueden hacer los médicos, y qué no, si una persona ya no puede decidir.',
    'Was Ärzte tun dürfen und was nicht, wenn jemand nicht mehr selbst entscheiden kann.',
  ],
  'Aerobic profile': [
    'Las frecuencias cardíacas y el consumo de oxígeno con que entrena una persona.',
    'Herzfrequenzen und Sauerstoffaufnahme, nach denen jemand trainiert.',
  ],
  'Allergic episode': [
    'Una vez que una persona reaccionó a algo que no tolera.',
    'Ein Mal, als jemand auf etwas reagierte, das er nicht verträgt.',
  ],
  Allergy: [
    'Algo que una persona no tolera, y cómo reacciona el cuerpo.',
    'Etwas, das jemand nicht verträgt, und wie der Körper darauf reagiert.',
  ],
  'App-specific information': [
    'Datos que una aplicación guarda en una forma propia.',
    'Daten, die eine App in einer eigenen Form aufbewahrt.',
  ],
  'Application data reference': [
    'Una referencia a datos de este historial que una aplicación guarda o muestra en otro lugar.',
    'Ein Verweis auf Daten dieser Akte, die eine App anderswo aufbewahrt oder zeigt.',
  ],
  Appointment: [
    'Cuándo y dónde va una persona a ver a alguien por su salud.',
    'Wann und wo jemand wegen der Gesundheit einen Termin hat.',
  ],
  'Asthma inhaler usage': [
    'Un uso de un inhalador para el asma: cuál, cuánto y por qué.',
    'Eine Anwendung eines Asthma-Inhalators: welcher, wie viel und warum.',
  ],
  'Asthma inhaler': [
    'Un inhalador para el asma: qué contiene, cuánto se toma y cuándo.',
    'Ein Asthma-Inhalator: was er enthält, wie viel davon zu nehmen ist und wann.',
  ],
  'Basic demographic information': [
    'Sexo, año de nacimiento, lugar e idioma: tan poco que puede compartirse con casi cualquier aplicación.',
    'Geschlecht, Geburtsjahr, Ort und Sprache: wenig genug, um es mit den meisten Apps zu teilen.',
  ],
  'Blood glucose': [
    'El azúcar en la sangre en un momento, y en qué se midió.',
    'Der Zucker im Blut zu einem Zeitpunkt, und worin er gemessen wurde.',
  ],
  'Blood oxygen saturation': [
    'Cuánto del oxígeno que podía llevar llevaba la sangre en un momento.',
    'Wie viel des Sauerstoffs, den es tragen könnte, das Blut zu einem Zeitpunkt trug.',
  ],
  'Blood pressure': [
    'Una medición de la presión en las arterias, con el pulso si se tomó.',
    'Eine Messung des Drucks in den Arterien, mit dem Puls, falls er gemessen wurde.',
  ],
  'Body composition': [
    'Cuánto del cuerpo, o de una parte, es grasa, músculo u otra cosa.',
    'Wie viel des Körpers oder eines Teils davon Fett, Muskel oder anderes ist.',
  ],
  'Body dimension': [
    'La medida de una parte del cuerpo, como la cintura o la cabeza.',
    'Das Maß eines Körperteils, etwa der Taille oder des Kopfes.',
  ],
  'Calorie guideline': [
    'Cuántas calorías debería comer o gastar una persona.',
    'Wie viele Kalorien jemand essen oder verbrauchen soll.',
  ],
  'Cardiac profile': [
    'Enfermedades, tratamientos y antecedentes familiares que importan para el corazón.',
    'Krankheiten, Behandlungen und Familiengeschichte, die für das Herz wichtig sind.',
  ],
  'Care plan': [
    'Tareas y objetivos para la salud de una persona, y quienes se ocupan de ellos.',
    'Aufgaben und Ziele für die Gesundheit eines Menschen, und wer sich darum kümmert.',
  ],
  'Continuity of Care Document (CCD)': [
    'Un resumen de la salud de una persona, como lo intercambian hospitales y consultas.',
    'Eine Zusammenfassung der Gesundheit eines Menschen, wie Krankenhäuser und Praxen sie austauschen.',
  ],
  'Continuity of Care Record (CCR)': [
    'Un resumen de la salud de una persona en un documento, hecho para quien la trate después.',
    'Eine Zusammenfassung der Gesundheit eines Menschen in einem Dokument, für die nächste Behandlung.',
  ],
  'Clinical Document Architecture (CDA)': [
    'Un documento de un hospital o una consulta, como una carta o un informe.',
    'Ein Dokument eines Krankenhauses oder einer Praxis, etwa ein Brief oder ein Bericht.',
  ],
  Cholesterol: ['El colesterol y otras grasas de la sangre.', 'Das Cholesterin und andere Fette im Blut.'],
  Comment: [
    'Una observación, a menudo sobre otro dato del historial.',
    'Eine Bemerkung, oft zu einem anderen Eintrag der Akte.',
  ],
  Concern: [
    'Algo que preocupa a una persona o a quienes la cuidan.',
    'Etwas, das jemandem oder denen, die für ihn sorgen, Sorgen macht.',
  ],
  Condition: [
    'Una enfermedad o dolencia, cuándo empezó y si ya pasó.',
    'Eine Krankheit oder Beschwerde, wann sie begann und ob sie vorbei ist.',
  ],
  Contact: [
    'Un médico, un familiar u otra persona importante para los cuidados, y cómo localizarla.',
    'Ärzte, Angehörige oder andere, die für die Versorgung wichtig sind, und wie sie zu erreichen sind.',
  ],
  Contraindication: [
    'Una sustancia que haría daño a una persona, como un medicamento junto a otro.',
    'Ein Stoff, der jemandem schaden würde, etwa ein Medikament neben einem anderen.',
  ],
  'Daily dietary intake': [
    'Lo que una persona comió en un día, en suma: energía, grasas, proteínas, azúcar y demás.',
    'Was jemand an einem Tag aß, zusammengezählt: Energie, Fett, Eiweiß, Zucker und Ähnliches.',
  ],
  'Daily medication usage': [
    'Cuántas dosis de un medicamento tomó una persona en un día, y cuántas debía tomar.',
    'Wie viele Dosen eines Medikaments jemand an einem Tag nahm, und wie viele vorgesehen waren.',
  ],
  'Defibrillator episode': [
    'Una vez que un desfibrilador implantado notó algo en el corazón, y qué hizo.',
    'Ein Mal, als ein eingesetzter Defibrillator am Herzen etwas bemerkte, und was er tat.',
  ],
  'Diabetic profile': [
    'La glucosa en sangre y la HbA1c a las que aspira una persona con diabetes.',
    'Der Blutzucker und das HbA1c, die jemand mit Diabetes erreichen will.',
  ],
  'Discharge summary': [
    'Lo que un hospital encontró e hizo, escrito al dar el alta.',
    'Was ein Krankenhaus fand und tat, geschrieben bei der Entlassung.',
  ],
  'Education document (preview)': [
    'Un certificado, unas notas u otro papel de una escuela.',
    'Eine Bescheinigung, ein Zeugnis oder ein anderes Papier einer Schule.',
  ],
  'Emotional state': [
    'Cómo se sentía una persona en un momento: ánimo, estrés y bienestar, cada uno de 1 a 5.',
    'Wie sich jemand zu einem Zeitpunkt fühlte: Stimmung, Stress und Wohlbefinden, jeweils von 1 bis 5.',
  ],
  Encounter: [
    'Una visita al médico o una estancia en un hospital: cuándo, dónde y por qué.',
    'Ein Arztbesuch oder ein Aufenthalt im Krankenhaus: wann, wo und warum.',
  ],
  'Exercise samples': [
    'Una serie de mediciones de un ejercicio, como la frecuencia cardíaca de cada segundo.',
    'Eine Messreihe von einer Bewegung, etwa die Herzfrequenz jeder Sekunde.',
  ],
  Exercise: [
    'Una carrera, un rato de natación u otro ejercicio: cuánto duró, qué distancia y qué se midió.',
    'Laufen, Schwimmen oder andere Bewegung: wie lange, wie weit, und was unterwegs gemessen wurde.',
  ],
  'Explanation of benefits (EOB)': [
    'Qué se pidió pagar a un seguro, qué pagó y qué le queda por pagar a la persona.',
    'Was einer Versicherung berechnet wurde, was sie zahlte, und was noch zu zahlen bleibt.',
  ],
  'Family history condition': [
    'Una enfermedad que un familiar tiene o tuvo.',
    'Eine Krankheit, die ein Angehöriger hat oder hatte.',
  ],
  'Family history person': [
    'Un familiar cuyas enfermedades pueden importar: nombre, parentesco, nacimiento y muerte.',
    'Ein Angehöriger, dessen Krankheiten wichtig sein können: Name, Verwandtschaft, Geburt und Tod.',
  ],
  'Family history': [
    'Enfermedades de un familiar, quién es y cuándo vivió.',
    'Krankheiten eines Angehörigen, wer das ist, und wann er lebte.',
  ],
  File: ['Un archivo que se guarda en el historial.', 'Eine Datei, die in der Akte liegt.'],
  'Food & drink': [
    'Algo que una persona comió o bebió: cuánto, en qué comida y qué contiene.',
    'Etwas, das jemand aß oder trank: wie viel, bei welcher Mahlzeit, und was es enthält.',
  ],
  'Genetic SNP result': [
    'Una prueba genética de letras sueltas de un cromosoma: cuál, cuándo y de quién.',
    'Ein Gentest einzelner Buchstaben eines Chromosoms: welches, wann und durch wen.',
  ],
  'Group membership activity': [
    'Algo que una persona hizo como miembro de un grupo, como entrar en un programa.',
    'Etwas, das jemand als Mitglied einer Gruppe tat, etwa einem Programm beitreten.',
  ],
  'Group membership': [
    'Grupos y programas a los que pertenece una persona, y hasta cuándo.',
    'Gruppen und Programme, denen jemand angehört, und bis wann.',
  ],
  HbA1C: [
    'Cuánto azúcar llevó la sangre de media en las últimas semanas.',
    'Wie viel Zucker das Blut in den letzten Wochen im Mittel trug.',
  ],
  'Health assessment': [
    'Lo que un cuestionario o un examen de riesgos dice de la salud de una persona.',
    'Was ein Fragebogen oder eine Prüfung von Risiken über die Gesundheit eines Menschen sagt.',
  ],
  'Health event': [
    'Algo que ocurrió e importa para la salud, como los primeros pasos de un niño.',
    'Etwas, das geschah und für die Gesundheit zählt, etwa die ersten Schritte eines Kindes.',
  ],
  'Health goal': [
    'Algo medible que una persona quiere alcanzar, como un número de pasos al día.',
    'Etwas Messbares, das jemand erreichen will, etwa eine Zahl von Schritten am Tag.',
  ],
  'Health journal entry': [
    'Una nota de una persona sobre su salud, como en un diario.',
    'Eine Notiz zur eigenen Gesundheit, wie in einem Tagebuch.',
  ],
  'Healthcare proxy': [
    'Quién puede decidir sobre los cuidados si una persona ya no puede.',
    'Wer über die Behandlung entscheiden darf, wenn jemand es nicht mehr kann.',
  ],
  'Heart rate': [
    'Cuántas veces latió el corazón en un minuto, y cómo se midió.',
    'Wie oft das Herz in einer Minute schlug, und wie das gemessen wurde.',
  ],
  Height: ['Cuánto medía una persona en un momento.', 'Wie groß jemand zu einem Zeitpunkt war.'],
  Immunization: [
    'Una vacuna que recibió una persona: cuál, cuándo, de quién y cómo la toleró.',
    'Eine Impfung: welche, wann, durch wen, und wie sie vertragen wurde.',
  ],
  Insight: [
    'Algo que un análisis notó en el historial, con un mensaje para la persona.',
    'Etwas, das eine Auswertung in der Akte bemerkte, mit einer Nachricht dazu.',
  ],
  'Insulin injection usage': [
    'Insulina que una persona se inyectó en un momento: cuál y cuánta.',
    'Insulin, das sich jemand zu einem Zeitpunkt spritzte: welches und wie viel.',
  ],
  'Insulin injection': [
    'Qué insulina debe inyectarse una persona, y cuánta.',
    'Welches Insulin jemand spritzen soll, und wie viel.',
  ],
  'Insurance plan': [
    'Un seguro que paga los cuidados: qué cubre, a quién y hasta cuándo.',
    'Eine Versicherung, die Behandlungen zahlt: was sie abdeckt, für wen und bis wann.',
  ],
  'Lab results': [
    'Lo que midió un laboratorio, prueba por prueba, y qué sería normal.',
    'Was ein Labor gemessen hat, Test für Test, und was normal wäre.',
  ],
  'Life goal': [
    'Algo que una persona quiere alcanzar en la vida, en sus propias palabras.',
    'Etwas, das jemand im Leben erreichen will, in eigenen Worten.',
  ],
  'Meal definition': [
    'Una comida que una persona toma a menudo o que es parte de una dieta, y qué lleva.',
    'Eine Mahlzeit, die jemand oft isst oder die zu einer Diät gehört, und was darin ist.',
  ],
  'Medical annotation': [
    'Una observación sobre la salud de una persona, y quién la hizo.',
    'Eine Bemerkung zur Gesundheit eines Menschen, und von wem sie stammt.',
  ],
  'Medical device': [
    'Un aparato que una persona usa para su salud o lleva en el cuerpo.',
    'Ein Gerät, das jemand für die Gesundheit benutzt oder im Körper trägt.',
  ],
  'Medical image study': [
    'Radiografías, escáneres u otras imágenes del cuerpo que se tomaron juntas.',
    'Röntgenbilder, Scans oder andere Bilder des Körpers, die zusammen aufgenommen wurden.',
  ],
  'Medical problem': [
    'Qué diagnosticó un médico, cuánto duró y cuánto importa.',
    'Was ein Arzt feststellte, wie lange es dauerte, und wie wichtig es ist.',
  ],
  'Medication fill': [
    'Un medicamento entregado en una farmacia: cuándo, para cuántos días y cuántas veces puede repetirse.',
    'Ein Medikament, das eine Apotheke ausgab: wann, für wie viele Tage, und wie oft es noch geholt werden kann.',
  ],
  Medication: [
    'Un medicamento que una persona toma o tomó: cuánto, con qué frecuencia y quién lo recetó.',
    'Ein Medikament, das jemand nimmt oder nahm: wie viel, wie oft, und wer es verschrieb.',
  ],
  Menstruation: [
    'Un día de la regla: cuánto se sangró, y si empezó un ciclo.',
    'Ein Tag der Periode: wie stark sie war, und ob damit ein Zyklus begann.',
  ],
  Message: [
    'Un correo que se puso en el historial, con sus adjuntos.',
    'Eine E-Mail, die in die Akte gelegt wurde, mit ihren Anhängen.',
  ],
  'Microbiology lab test result': [
    'El germen que un laboratorio encontró en una muestra, y qué medicamentos actúan contra él.',
    'Der Keim, den ein Labor in einer Probe fand, und welche Mittel gegen ihn wirken.',
  ],
  'Education - MyData file (preview)': [
    'Un archivo de datos escolares o universitarios en el formato MyData de Estados Unidos.',
    'Eine Datei mit Schul- oder Hochschuldaten im Format MyData der Vereinigten Staaten.',
  ],
  'PAP session': [
    'Una noche con un aparato contra la apnea del sueño, como la registró el aparato.',
    'Eine Nacht mit einem Atemgerät gegen Schlafapnoe, wie das Gerät sie aufzeichnete.',
  ],
  'Password-protected package': [
    'Un archivo que solo se abre con una contraseña.',
    'Eine Datei, die sich nur mit einem Passwort öffnen lässt.',
  ],
  'Peak flow': [
    'Con qué rapidez puede espirar una persona, y cuánto aire sale en los primeros segundos.',
    'Wie schnell jemand ausatmen kann, und wie viel Luft in den ersten Sekunden kommt.',
  ],
  'Personal contact information': [
    'Dónde vive una persona, y cómo llamarla o escribirle.',
    'Wo jemand wohnt, und wie er anzurufen oder anzuschreiben ist.',
  ],
  'Personal picture': [
    'Una imagen de la persona, que se muestra junto al nombre.',
    'Ein Bild der Person, das neben dem Namen steht.',
  ],
  'Personal demographic information': [
    'Nombre, fecha de nacimiento, grupo sanguíneo y otros datos que cambian poco.',
    'Name, Geburtsdatum, Blutgruppe und anderes, das sich selten ändert.',
  ],
  Plan: [
    'Lo que una persona se propone alcanzar, como dormir mejor, y hasta dónde ha llegado.',
    'Was sich jemand vornimmt, etwa besser zu schlafen, und wie weit das gediehen ist.',
  ],
  Pregnancy: [
    'Un embarazo, para cuándo se espera al bebé y cómo fue el parto.',
    'Eine Schwangerschaft, wann das Kind kommen soll, und wie die Geburt verlief.',
  ],
  Procedure: [
    'Una operación, un examen u otro tratamiento, en qué parte del cuerpo y de quién.',
    'Eine Operation, Untersuchung oder andere Behandlung, an welcher Stelle des Körpers und durch wen.',
  ],
  'Question & answer': [
    'Una pregunta que se hizo a una persona, y la respuesta.',
    'Eine Frage, die jemandem gestellt wurde, und die Antwort.',
  ],
  'Radiology result': [
    'Lo que mostró una radiografía u otra imagen del cuerpo, en palabras.',
    'Was ein Röntgenbild oder ein anderes Bild des Körpers zeigte, in Worten.',
  ],
  'Respiratory profile': [
    'Con qué rapidez debe poder espirar una persona para que todo esté bien, y por debajo de cuánto es grave.',
    'Wie schnell jemand ausatmen können muss, damit alles gut ist, und ab wann es ernst wird.',
  ],
  'Education - SIF student academic record (preview)': [
    'Los cursos y las notas de un alumno, en la forma en que los intercambian las escuelas.',
    'Die Kurse und Noten eines Schülers, in der Form, in der Schulen sie austauschen.',
  ],
  'Sleep journal entry': [
    'Lo que en un día influye en la noche: café, alcohol, siestas, ejercicio y lo despierta que estaba la persona.',
    'Was sich vom Tag auf die Nacht auswirkt: Kaffee, Alkohol, Nickerchen, Bewegung, und wie wach jemand war.',
  ],
  'Sleep session': [
    'Cómo durmió una persona una noche: de cuándo a cuándo, cuánto y cómo se sentía por la mañana.',
    'Wie jemand in einer Nacht schlief: von wann bis wann, wie lange, und wie es am Morgen war.',
  ],
  Status: [
    'Una nota de lo que se ha hecho con un dato del historial, como que se leyó un mensaje.',
    'Ein Vermerk, was mit einem Eintrag der Akte geschah, etwa dass eine Nachricht gelesen wurde.',
  ],
  'Task tracking entry': [
    'Que una tarea de un plan se hizo en un momento, anotado a mano o hallado en el historial.',
    'Dass eine Aufgabe eines Plans erledigt wurde, von Hand vermerkt oder in der Akte gefunden.',
  ],
  Task: [
    'Algo que hay que hacer para un plan: con qué frecuencia, cuándo y si se recuerda.',
    'Etwas, das für einen Plan zu tun ist: wie oft, wann, und ob daran erinnert wird.',
  ],
  'Vital signs': [
    'Temperatura, pulso, presión arterial y demás, medidos a la vez.',
    'Temperatur, Puls, Blutdruck und Ähnliches, zusammen gemessen.',
  ],
  'Web link': ['La dirección de una página web.', 'Die Adresse einer Seite im Web.'],
  'Weekly aerobic exercise goal': [
    'Cuánto tiempo, qué distancia o con qué esfuerzo quiere ejercitarse una persona, y cuántas veces por semana.',
    'Wie lange, wie weit oder wie anstrengend sich jemand bewegen will, und wie oft in der Woche.',
  ],
  'Weight goal': ['Cuánto quiere pesar una persona, y para cuándo.', 'Was jemand wiegen will, und bis wann.'],
  Weight: ['Cuánto pesaba una persona en un momento.', 'Was jemand zu einem Zeitpunkt wog.'],
};

export function typeDescription({ name, description }: ThingType, language: Language): string {
  return inLanguage(descriptions[name], language) ?? description;
}

/** Every kind that has its sentences, for the test that compares them with the definitions. */
export const describedTypes: readonly string[] = Object.keys(descriptions);
