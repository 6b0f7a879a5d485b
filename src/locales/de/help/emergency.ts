// Help: what others do not see, and what helpers see in an emergency.
export const emergencyHelp: string = `# Persönliche Einträge und das Notfallblatt

## Einträge nur für die, die für die Akte sorgen

Auf der Seite eines Eintrags, unter *Wer ihn sehen darf*, können die, die für die Akte sorgen, ihn für sich behalten. Dann sieht ihn keine App und niemand, der die Akte nur teilt, und erfährt auch nicht, dass es ihn gibt.

## Das Notfallblatt

Das [Notfallblatt](/emergency) enthält, was Helfende zuerst fragen: Geburtstag, Blutgruppe, Allergien, gegenwärtige Erkrankungen und Medikamente, Geräte und wen man anrufen soll. Es entsteht aus der Akte und ist nur so gut wie das, was darin steht. Drucken Sie es neu, wenn sich etwas geändert hat: Es trägt den Tag, an dem es gemacht wurde.

## Etwas weglassen

Unter *Wer ihn sehen darf* auf der Seite eines Eintrags können Sie ihn auf dem Notfallblatt weglassen; Apps und Menschen, die die Akte teilen, sehen ihn weiterhin. Persönliches steht nie auf dem Notfallblatt.

Ohne Anmeldung kann niemand das Blatt öffnen, es sei denn, Sie schalten seinen [Code](/emergency/code) ein: Wer ihn scannt, sieht die Teile, die Sie gewählt haben, und Sie erfahren es jedes Mal. Der Code steht auf dem Blatt und auf einer Karte für die Brieftasche. Ohne ihn finden Helfende das, was Sie ausgedruckt haben.

Für die Zeit [ohne Netz](/offline) kann Ihr Browser eine Kopie des Blatts und Ihrer Medikamente aufbewahren.
`;
