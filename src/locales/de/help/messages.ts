// Help: messages between people and their doctors, over Direct.
export const messagesHelp: string = `# Nachrichten mit Ihrer Praxis

[Nachrichten](/messages) kommen aus zwei Quellen: über **Direct**, das ist Post zwischen Ärzten, Kliniken und Patienten, und von Apps, die Post in eine Akte legen können. Das Erste gibt es, wo es eingerichtet ist, wer diesen Tresor betreibt; [Ihre Adresse](/messages/address) sagt, ob es so ist.

## Was Direct ist

Eine Art von Post, die für den Empfänger verschlüsselt und vom Absender unterschrieben ist. Kliniken senden einander damit Briefe, Befunde und ganze Akten. In den Vereinigten Staaten muss eine Praxis Ihnen Ihre Unterlagen so senden können. Gewöhnliche E-Mail-Adressen erreicht sie nicht, und gewöhnliche E-Mail erreicht Ihre Adresse hier nicht.

## Ihre Adresse

[Ihre Direct-Adresse](/messages/address) steht auf einer Seite zum Kopieren und zum Drucken. Geben Sie sie der Praxis und bitten Sie um Ihre Unterlagen „an meine Direct-Adresse“. Was vor dem @ steht, können Sie wählen; eine frühere Adresse kommt weiter an, und kein anderer bekommt sie je.

## Wer sie gesendet hat, und wie sicher das ist

Jede Nachricht sagt oben, ob sicher ist, wer sie gesendet hat. **Sicher** heißt: Die Unterschrift stimmt, das Zertifikat gilt für die Adresse, von der sie kam, und jemand, dem dieser Tresor vertraut, bürgt dafür. Sie sehen den Namen im Zertifikat, ob es für diese eine Adresse oder eine ganze Organisation gilt, wer bürgt, und bis wann.

**Nicht sicher** ist rot gekennzeichnet, mit dem Grund. Eine solche Nachricht kann sein, was sie sagt, aber jeder könnte sie geschrieben haben. Fragen Sie den Absender am Telefon, unter einer Nummer, die Sie anderswoher haben, bevor Sie tun, was sie verlangt, oder ihre Dateien öffnen.

## Absender, die Sie noch nicht kennen

Wer Ihnen zum ersten Mal schreibt, wartet unter [Unbekannte Absender](/messages/unknown), und nichts davon ist in Ihrer Akte. **Diesen Absender annehmen**, und was er sendet, kommt in Ihren Eingang, und in Ihre Akte, wo sicher ist, wer er ist. **Ablehnen**, und es kommt zu „Spam“; ihm wird nichts gesagt. Auch was unverschlüsselt kam, kommt dorthin. Kontakte Ihrer Akte und wem Sie geschrieben haben, sind bekannt.

## Was dabei war

Bilder und die erste Seite eines PDF sind klein zu sehen. Ein klinisches Dokument (C-CDA, CCR) lässt sich als Text lesen, und **Mit der Akte vergleichen** führt zu dem, was darin steht, Eintrag für Eintrag: Sie wählen, was hereinkommt, und können es zurücknehmen. HTML wird als Text gezeigt; Bilder anderer Server werden nie geladen, und in einer Nachricht lässt sich nichts drücken.

## Schreiben

[Eine Nachricht schreiben](/messages/write), oder auf eine antworten. Sie können eine Zusammenfassung mitsenden, als Dokument, das Programme von Kliniken lesen, oder als PDF, und Dokumente der Akte. Bevor sie geht, zeigt eine Seite, wer sie lesen können wird, nach den Zertifikaten, die gefunden wurden, und was aus Ihrer Akte den Tresor verlässt. Für alles Dringende nehmen Sie das Telefon.

[Gesendet](/messages/sent) sagt, wie weit jede Nachricht kam: wartet, gesendet, zugestellt, von deren System empfangen, oder gescheitert, und dann warum und was Sie tun können. Was nicht durchkommt, wird zwei Tage lang wieder versucht.

Eine App kann in Ihrem Namen schreiben, wenn es ihr erlaubt, wer diesen Tresor betreibt, und Sie auch: Kreuzen Sie es an, wo die App um Zugriff bittet, oder auf ihrer Seite unter [Apps](/apps). Was sie gesendet hat, steht unter Gesendet, mit dem Namen der App. Wem sie schreibt, der wird kein Absender, den Sie kennen.

## Wer sie sieht

Ihr Eingang gehört Ihnen allein. Was in eine Akte gelegt wird, sieht jeder, der dort Nachrichten sehen darf, und ihre Aktivität nennt es.
`;
