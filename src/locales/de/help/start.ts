// Help: what a vault is and how to begin.
export const startHelp: string = `# Erste Schritte

Ein Tresor bewahrt die Gesundheitsdaten einer Familie: Messwerte, Medikamente, Erkrankungen, Laborwerte, Dokumente. Die Daten jeder Person liegen in einer eigenen **Akte**. Sie kümmern sich um Ihre Akte und, wenn Sie möchten, um die Ihrer Kinder, Ihrer Eltern oder eines Menschen, den Sie betreuen.

## So beginnen Sie

1. Legen Sie ein Konto an. Gebraucht werden nur E-Mail-Adresse, Name, Geburtsdatum und Land.
2. Eine Akte über Sie selbst entsteht dabei. Weitere legen Sie unter [Akten](/records) an, eine je Person.
3. [Tragen Sie ein](/items/add), was Sie wissen: ein Medikament, eine Allergie, einen Messwert. Wie Listen und Kurven arbeiten, steht unter [Ihre Daten](/help/data).
4. Starten Sie eine App oder ein Gerät, das mit dem Tresor arbeitet. Sie werden hierher geschickt und entscheiden, was es sehen und eintragen darf.

## Akten und Konten

Mit dem Konto melden Sie sich an. In der Akte liegen die Daten. Ein Konto kann mehrere Akten erreichen, und mehrere Menschen können eine Akte erreichen. Wer für eine Akte sorgt, ist ihr **Verwalter**; jede Akte hat immer mindestens einen.
`;
