// Help: what a vault is and how to begin.
export const startTexts = {
  en: `# Getting started

A vault keeps health data of a family: measurements, medicines, conditions, laboratory results, documents. Each person's data is in a **record** of its own. You look after your record and, if you like, those of your children, your parents or somebody in your care.

## The first steps

1. Create an account. Only your e-mail address, your name, your birth date and your country are needed.
2. A record about yourself is made with it. Make more under [Records](/records), one for each person.
3. [Add](/items/add) what you know: a medicine, an allergy, a reading. How lists and charts work is under [your data](/help/data).
4. Start an app or a device that works with the vault. It sends you here, and you decide what it may see and add.

## Records and accounts

An account is what you sign in with. A record is what data lies in. One account can reach several records, and several people can reach one record. Who looks after a record is its **custodian**; every record always has at least one.
`,
  es: `# Primeros pasos

Una bóveda guarda los datos de salud de una familia: mediciones, medicamentos, enfermedades, resultados de laboratorio, documentos. Los datos de cada persona están en un **historial** propio. Usted cuida de su historial y, si lo desea, de los de sus hijos, sus padres o alguien a su cargo.

## Para empezar

1. Cree una cuenta. Solo hacen falta su correo electrónico, su nombre, su fecha de nacimiento y su país.
2. Con ella se crea un historial sobre usted. Cree otros en [Historiales](/records), uno por persona.
3. [Añada](/items/add) lo que sepa: un medicamento, una alergia, una medición. Cómo funcionan las listas y los gráficos está en [sus datos](/help/data).
4. Inicie una aplicación o un dispositivo que trabaje con la bóveda. Le enviará aquí y usted decidirá qué puede ver y añadir.

## Historiales y cuentas

Con la cuenta se inicia sesión. En el historial están los datos. Una cuenta puede llegar a varios historiales y varias personas pueden llegar a un mismo historial. Quien cuida de un historial es su **responsable**; cada historial tiene siempre al menos uno.
`,
  de: `# Erste Schritte

Ein Tresor bewahrt die Gesundheitsdaten einer Familie: Messwerte, Medikamente, Erkrankungen, Laborwerte, Dokumente. Die Daten jeder Person liegen in einer eigenen **Akte**. Sie kümmern sich um Ihre Akte und, wenn Sie möchten, um die Ihrer Kinder, Ihrer Eltern oder eines Menschen, den Sie betreuen.

## So beginnen Sie

1. Legen Sie ein Konto an. Gebraucht werden nur E-Mail-Adresse, Name, Geburtsdatum und Land.
2. Eine Akte über Sie selbst entsteht dabei. Weitere legen Sie unter [Akten](/records) an, eine je Person.
3. [Tragen Sie ein](/items/add), was Sie wissen: ein Medikament, eine Allergie, einen Messwert. Wie Listen und Kurven arbeiten, steht unter [Ihre Daten](/help/data).
4. Starten Sie eine App oder ein Gerät, das mit dem Tresor arbeitet. Sie werden hierher geschickt und entscheiden, was es sehen und eintragen darf.

## Akten und Konten

Mit dem Konto melden Sie sich an. In der Akte liegen die Daten. Ein Konto kann mehrere Akten erreichen, und mehrere Menschen können eine Akte erreichen. Wer für eine Akte sorgt, ist ihr **Verwalter**; jede Akte hat immer mindestens einen.
`,
};
