// Help: what others do not see, and what helpers see in an emergency.
export const emergencyTexts = {
  en: `# Personal items and the emergency page

## Items for those who look after the record only

On the page of an item, under *Who may see it*, those who look after the record can keep it to themselves. Then no app and nobody who only shares the record sees it, or hears that it is there.

## The emergency page

The [emergency page](/emergency) holds on one page what helpers ask first: birth date, blood type, allergies, current conditions and medicines, devices, and people to call. It is drawn from the record, so it is only as good as what is written there. Print it again when something has changed: it carries the day it was made.

## Leaving something out

*Leave it out of the emergency page*, under *Who may see it* on the page of an item, does what it says; apps and people who share the record still see the item. What is personal is never on the emergency page.

Nobody can open the page without signing in. What helpers find is the sheet you printed.
`,
  es: `# Datos personales y la página de emergencia

## Datos solo para quienes cuidan del historial

En la página de un dato, en *Quién puede verlo*, quienes cuidan del historial pueden reservarlo para ellos. Entonces no lo ve ninguna aplicación ni nadie que solo comparta el historial, ni se entera de que está.

## La página de emergencia

La [página de emergencia](/emergency) reúne lo que quien ayuda pregunta primero: fecha de nacimiento, grupo sanguíneo, alergias, enfermedades y medicamentos actuales, dispositivos y a quién llamar. Sale del historial, así que vale lo que valga lo anotado en él. Imprímala de nuevo cuando algo cambie: lleva el día en que se hizo.

## Dejar algo fuera

*No incluirlo en la página de emergencia*, en *Quién puede verlo* en la página de un dato, hace lo que dice; las aplicaciones y las personas que comparten el historial siguen viendo el dato. Lo personal nunca está en la página de emergencia.

Nadie puede abrir la página sin iniciar sesión. Lo que encuentra quien ayuda es la hoja que usted imprimió.
`,
  de: `# Persönliche Einträge und das Notfallblatt

## Einträge nur für die, die für die Akte sorgen

Auf der Seite eines Eintrags, unter *Wer ihn sehen darf*, können die, die für die Akte sorgen, ihn für sich behalten. Dann sieht ihn keine App und niemand, der die Akte nur teilt, und erfährt auch nicht, dass es ihn gibt.

## Das Notfallblatt

Das [Notfallblatt](/emergency) enthält, was Helfende zuerst fragen: Geburtstag, Blutgruppe, Allergien, gegenwärtige Erkrankungen und Medikamente, Geräte und wen man anrufen soll. Es entsteht aus der Akte und ist nur so gut wie das, was darin steht. Drucken Sie es neu, wenn sich etwas geändert hat: Es trägt den Tag, an dem es gemacht wurde.

## Etwas weglassen

Unter *Wer ihn sehen darf* auf der Seite eines Eintrags können Sie ihn auf dem Notfallblatt weglassen; Apps und Menschen, die die Akte teilen, sehen ihn weiterhin. Persönliches steht nie auf dem Notfallblatt.

Ohne Anmeldung kann niemand das Blatt öffnen. Was Helfende finden, ist das, was Sie ausgedruckt haben.
`,
};
