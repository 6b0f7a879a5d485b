// What people call kinds of item besides their names: by these they are found.
import type { ThingWords } from '../../thing-words.ts';

export const everydayThings: ThingWords = {
  everyday: {
    'Advance directive': 'testamento vital, reanimación, últimas voluntades, final de la vida',
    'Aerobic profile': 'prueba de esfuerzo, resistencia, VO2 máximo, pulso máximo',
    'Allergic episode': 'reacción alérgica, anafilaxia, choque alérgico',
    Allergy:
      'alérgico, intolerancia, fiebre del heno, polen, cacahuete, frutos secos, látex, picadura de abeja, lactosa, gluten, alergia a medicamentos, celiaquía',
    Appointment:
      'cita médica, médico, doctora, dentista, revisión, chequeo, calendario, consulta, médico de cabecera, fisioterapia, especialista, próxima visita, control, reserva',
    'Asthma inhaler': 'inhalador, espray, aerosol, broncodilatador',
    'Asthma inhaler usage': 'inhalaciones, pufs',
    'Basic demographic information': 'edad, sexo, género, año de nacimiento, código postal',
    Birth: 'prematuro, prematura, semanas de gestación, nacido antes de tiempo',
    'Blood glucose': 'azúcar, azúcar en sangre, glucemia, glucosa, glucómetro, pinchazo',
    'Blood oxygen saturation': 'oxígeno, saturación, SpO2, pulsioxímetro, oximetría',
    'Blood pressure': 'tensión, tensión arterial, presión, sistólica, diastólica, tensiómetro, manguito',
    'Body composition': 'grasa corporal, grasa, masa muscular, IMC, masa ósea, agua corporal',
    'Body dimension':
      'cintura, cadera, perímetro de la cabeza, pecho, medidas, contorno, perímetro craneal, talla de ropa',
    'Calorie guideline': 'calorías al día, plan de dieta, límite de calorías',
    'Cardiac profile': 'enfermedad del corazón, historia cardíaca, riesgo de infarto',
    'Care plan': 'plan de tratamiento, plan de terapia',
    Cholesterol: 'colesterol, lípidos, grasas en sangre, LDL, HDL, triglicéridos',
    Comment: 'observación, apunte',
    Concern: 'preocupación, pregunta para el médico, problema',
    Condition:
      'enfermedad, diagnóstico, enfermo, dolencia, trastorno, síndrome, crónico, asma, diabetes, cáncer, migraña, depresión, infección, resfriado, gripe, covid, lesión, fractura, hueso roto, discapacidad, hipertensión, artritis, dolor de espalda, eccema, epilepsia',
    Contact: 'contacto de emergencia, familiar, teléfono, agenda, farmacia, dirección del médico, pariente',
    Contraindication: 'no debe tomar, medicamento prohibido, interacción',
    'Daily dietary intake': 'nutrición, alimentación, proteínas, hidratos, vitaminas, agua bebida',
    'Daily medication usage': 'tomas, tomado, pastillas tomadas, dosis tomada, cumplimiento',
    'Diabetic profile': 'ajustes de diabetes, objetivo de glucosa',
    'Discharge summary':
      'informe de alta, informe del hospital, carta del hospital, alta, ingreso hospitalario',
    'Emotional state': 'ánimo, humor, estrés, ansiedad, sentimiento, triste, feliz, bienestar',
    Encounter: 'visita, hospital, urgencias, ingreso, clínica, fui al médico, visita al hospital, sanatorio',
    Exercise:
      'deporte, entrenamiento, correr, caminar, paseo, pasos, ciclismo, bicicleta, nadar, natación, gimnasio, yoga, senderismo, fútbol, actividad, podómetro',
    'Explanation of benefits (EOB)': 'factura, reembolso, costes, carta del seguro, recibo',
    'Family history': 'antecedentes familiares, hereditario, heredado, madre, padre, abuela, abuelo, familia',
    File: 'pdf, foto, escaneo, imagen, documento, subir, carta, informe, adjunto, cámara, papel, certificado, baja, justificante, informe médico, volante',
    'Food & drink':
      'comida, desayuno, almuerzo, cena, merienda, comer, beber, alcohol, café, diario de comidas, bebida',
    'Genetic SNP result': 'ADN, prueba genética, genoma, genes',
    HbA1C: 'hemoglobina glicosilada, azúcar a largo plazo, A1c',
    'Health event': 'hito, primer diente, accidente, caída, primeros pasos, suceso',
    'Goal recommendation': 'meta recomendada, objetivo aconsejado',
    'Health goal': 'objetivo, meta, propósito, meta de pasos',
    'Health journal entry':
      'diario, nota, síntoma, síntomas, dolor de cabeza, dolor, náuseas, mareo, tos, vómito, diarrea, cansado, cansancio, picor, dolor de garganta, cómo me siento',
    'Healthcare proxy': 'poder notarial, apoderado, tutor, representante',
    'Heart rate': 'pulso, latidos, pulsaciones, ritmo cardíaco, frecuencia cardíaca, palpitaciones',
    Height: 'altura, talla, crecimiento, estatura, longitud, alto',
    Immunization:
      'vacuna, vacunación, vacunado, cartilla de vacunación, pinchazo de vacuna, tétanos, sarampión, vacuna de la gripe, refuerzo, polio, hepatitis, vacuna covid, VPH, tos ferina',
    'Insulin injection': 'insulina, pauta de insulina, basal, bolo',
    'Insulin injection usage': 'insulina inyectada, inyectado, unidades inyectadas',
    'Insurance plan':
      'seguro, seguro médico, tarjeta sanitaria, póliza, mutua, aseguradora, número de afiliado, cobertura',
    'Lab results':
      'análisis de sangre, análisis, analítica, laboratorio, hemograma, hemoglobina, tiroides, TSH, análisis de orina, creatinina, hierro, ferritina, vitamina D, resultado, extracción de sangre, hígado, riñón, potasio, sodio, PCR, leucocitos',
    'Life goal': 'propósito de vida, sueño por cumplir, dejar de fumar',
    'Meal definition': 'receta de cocina, comida habitual',
    'Medical device':
      'marcapasos, audífono, gafas, lentillas, implante, prótesis, silla de ruedas, aparato CPAP, bomba de insulina, ortodoncia, muletas, stent, cadera artificial',
    'Medical image study': 'radiografía, rayos x, resonancia, TAC, ecografía, DICOM, mamografía, escáner',
    Medication:
      'medicina, medicamento, pastilla, pastillas, comprimido, fármaco, receta, analgésico, antibiótico, gotas, pomada, crema, suplemento, ibuprofeno, paracetamol, aspirina, anticonceptivo, dosis, jarabe, cápsula, homeopatía',
    'Medication fill': 'recogida en farmacia, dispensado, reposición',
    Menstruation: 'regla, período, periodo, ciclo, sangrado, ovulación, menstrual',
    Message: 'mensaje, correo',
    'Microbiology lab test result': 'cultivo, bacterias, frotis, muestra de heces',
    'PAP session': 'CPAP, apnea, apnea del sueño, mascarilla',
    'Peak flow': 'función pulmonar, espirometría, prueba de respiración, flujo máximo, soplar',
    'Personal demographic information':
      'nombre, cumpleaños, fecha de nacimiento, grupo sanguíneo, religión, estado civil, profesión, donante de órganos',
    'Personal contact information': 'dirección, teléfono propio, correo electrónico, domicilio',
    'Personal picture': 'retrato, foto de perfil, cara',
    Plan: 'programa, hábito',
    Pregnancy: 'embarazada, fecha prevista, bebé, parto, nacimiento, aborto',
    Procedure:
      'cirugía, operación, intervención, apéndice, tratamiento, biopsia, endoscopia, colonoscopia, trasplante, puntos, escayola, empaste, diente sacado, cesárea, diálisis, quimioterapia, rehabilitación',
    'Question & answer': 'encuesta, cuestionario',
    'Radiology result': 'informe de radiografía, informe de resonancia, radiólogo',
    'Respiratory profile': 'zonas de asma, plan de asma',
    'Sleep journal entry': 'calidad del sueño, desperté, siesta',
    'Sleep session': 'sueño, dormir, dormido, insomnio, noche, horas de sueño',
    Task: 'recordatorio, por hacer, pendiente',
    'Vaccine plan': 'calendario de vacunas, calendario vacunal',
    'Vital signs': 'respiración, constantes',
    'Body temperature': 'fiebre, temperatura, termómetro, grados, caliente',
    'Web link': 'marcador, página web, enlace',
    Weight: 'peso, báscula, kilos, pesar, kg, sobrepeso, libras, IMC',
    'Weight goal': 'adelgazar, peso ideal, bajar de peso, dieta',
  },
};
