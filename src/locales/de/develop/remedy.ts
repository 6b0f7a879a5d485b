// Was zu ändern ist, wo ein Aufruf abgelehnt wurde: das lesen Entwickler im Mitschnitt. Ein Verweis auf die Stelle folgt.
import type { remedyWords as english } from '../../en/develop/remedy.ts';

export const remedyWords: typeof english = {
  again:
    'Senden Sie denselben Aufruf nach einer Pause noch einmal. Scheitert er wieder, nennen Sie dem Betreiber dieses Tresors die Antwort-Id.',
  address: 'Senden Sie ein POST mit einem XML-Dokument als Inhalt an die Adresse der Plattform:',
  element:
    'Ändern Sie das oben genannte Element so, wie es im Schema der Methode steht. Ihre Seite hat eine Anfrage, die angenommen wird:',
  bytes:
    'Bilden Sie den Hash über genau die Bytes von info, die Sie senden, unterschreiben Sie genau die Bytes von header, und nehmen Sie das Geheimnis der neuesten Sitzung. Öffnen Sie Sitzungen mit dem Schlüssel eines Zertifikats, das hier steht:',
  method: 'Schreiben Sie Namen und Version der Methode, wie sie hier stehen, mit Großbuchstaben wie dort:',
  appId:
    'Schreiben Sie die Id dieser App in app-id, und sehen Sie nach, ob die App aktiv ist. Beides steht hier:',
  signIn:
    'Schicken Sie den Menschen mit dem Ziel AUTH zur Shell, und arbeiten Sie mit dem wctoken weiter, mit dem er zurückkommt.',
  token:
    'Senden Sie das Token, wie es ausgestellt wurde: einmal der Adresse entnommen, einmal dekodiert, weder gekürzt noch in seinen Zeichen geändert.',
  idOfPerson:
    'Nehmen Sie die Id der Person, die GetAuthorizedPeople oder GetPersonInfo dieser App gab: jede App hat eigene. Eine Testperson mit solchen Ids entsteht hier:',
  idOfRecord:
    'Nehmen Sie die Id der Akte, die GetAuthorizedPeople oder GetPersonInfo dieser App gab: jede App hat eigene. Eine Testperson mit solchen Ids entsteht hier:',
  right:
    'Nehmen Sie das Recht in eine Regel auf, und schicken Sie die Menschen mit dem Ziel APPAUTH zur Shell, wo sie danach gefragt werden:',
  groups:
    'Kreuzen Sie hier die Gruppe dieser Methode an, und warten Sie in Betrieb, bis der Betreiber zugestimmt hat:',
  idOfThing:
    'Lesen Sie den Eintrag mit GetThings derselben Akte neu, und lassen Sie ihn weg, wenn er nicht mehr da ist.',
  filter:
    'Ändern Sie den oben genannten Teil der Abfrage; lassen Sie ihn weg, um zu sehen, ob der Rest angenommen wird.',
  format:
    'Fragen Sie nach der section core und nach xml ohne Transformation; fügen Sie das Weitere einzeln hinzu.',
  session:
    'Öffnen Sie bei diesem Status eine Sitzung mit CreateAuthenticatedSessionToken, und senden Sie den Aufruf damit noch einmal.',
  letIn: 'Schicken Sie den Menschen mit dem Ziel APPAUTH zur Shell. Was die Adresse braucht, steht hier:',
  typeId: 'Schreiben Sie die Id einer Version einer Art, wie sie hier steht:',
  typeVersion:
    'Senden Sie die neueste Version der Art, und lesen Sie mit version-format, damit Sie bekommen, was Sie senden.',
  withData: 'Senden Sie mit der neuen type-id das ganze data-xml, nicht nur Kennzeichen.',
  fixed:
    'Lassen Sie den Eintrag, wie er ist. Schreiben Sie statt dessen einen anderen, von einer Art, die geschrieben werden kann.',
  flag: 'Lassen Sie das Kennzeichen für Nur-Lesen bei Änderungen weg; setzen Sie es beim Anlegen, bei einer Art, die es haben kann.',
  clock:
    'Stellen Sie die Uhr des Rechners nach dem Netz, und schreiben Sie bei jedem Aufruf die Zeit des Sendens in msg-time, in UTC.',
  stamp:
    'Lesen Sie den Eintrag, ändern Sie das Gelesene, und senden Sie es mit dem version-stamp, der dabei war.',
  split:
    'Senden Sie weniger Einträge auf einmal: GetServiceDefinition sagt, wie viele und wie viel auf einmal kommen dürfen.',
  less: 'Fragen Sie nach weniger auf einmal: einer kleineren Seite, weniger Arten, weniger Abschnitten oder einer Zeitspanne.',
  streamed:
    'Fragen Sie nach dem Blob als Strom, und holen Sie ihn von der Adresse, die in der Antwort steht.',
  room: 'Löschen Sie, was die Akte nicht braucht, oder bitten Sie den Betreiber dieses Tresors um mehr Platz. Bis dahin geht nur Lesen.',
  certificate:
    'Fügen Sie ein Zertifikat mit einem RSA-Schlüssel von 2048 Bit hinzu, und unterschreiben Sie mit dessen Schlüssel:',
  secret:
    'Machen Sie für jeden Ausweis ein neues zufälliges Geheimnis von 32 Byte, und senden Sie es in shared-secret.',
  slower:
    'Warten Sie so lange, wie die Antwort sagt, und senden Sie dann weniger Aufrufe in der Minute: fassen Sie zusammen, was auf einmal gefragt werden kann.',
  domain: 'Sagen Sie hier, von welcher Domain die App Mail sendet:',
  mail: 'Senden Sie an eine Adresse wie name@example.org, die ihr Mensch bestätigt hat.',
  language: 'Schreiben Sie ein Kürzel wie de oder es-MX als language in den header.',
  instance: 'Lassen Sie die Instanz weg, oder nennen Sie eine, die GetServiceDefinition aufführt.',
  location: 'Bieten Sie die App dort an, wohin die Akte gehört, oder lassen Sie solche Akten in Ruhe.',
  vocabulary:
    'Schreiben Sie Name, Familie und Code, wie sie hier stehen, oder lassen Sie die Version weg, um die neueste zu bekommen:',
  package:
    'Fragen Sie zuerst, was offen ist: ein Code gilt einmal, ein Paket wird gemacht, bevor es gefüllt wird, und jede externe Id hat eine offene Anfrage.',
  question:
    'Senden Sie eine Frage und eine Antwort, die nicht leer sind, die Antwort so, wie sie beim Anlegen des Pakets gegeben wurde.',
  children:
    'Ändern Sie Kinder nur durch ihren Master, jedes unter eigener Id, und von einem Zustand in einen, der darauf folgt:',
  creation:
    'Rufen Sie NewApplicationCreationInfo neu auf, und öffnen Sie CREATEAPPLICATION mit dessen Token, einmal und binnen einer Viertelstunde.',
  signUp: 'Holen Sie mit NewSignupCode für jeden Menschen einen Code; er muss mindestens 13 Jahre alt sein.',
  records:
    'Fragen Sie den Menschen, welche seiner Akten es sein soll, und geben Sie einer neuen einen Namen aus Buchstaben.',
  sharing:
    'Bitten Sie einen Verwalter der Akte um eine neue Einladung, und lassen Sie ihr mindestens einen Verwalter.',
  upload:
    'Beginnen Sie das Hochladen mit BeginPutBlob neu, senden Sie alle Teile, den letzten als letzten gekennzeichnet, und schreiben Sie die Adresse einmal in einen Eintrag.',
  blockHash: 'Bilden Sie den Hash in Blöcken der Größe und nach dem Verfahren, die BeginPutBlob nennt.',
  encoding:
    'Senden Sie die Bytes, wie Inhaltstyp und Kodierung sie ankündigen, oder lassen Sie die Kodierung weg.',
  signature:
    'Unterschreiben Sie nach HVSignatureMethod2, wenn der Eintrag Blobs hat, sonst nach HVSignatureMethod1, mit SHA-1 oder SHA-256.',
  subscription:
    'Fragen Sie, welche Abonnements es gibt, beenden Sie nicht gebrauchte, und geben Sie neuen eine https-Adresse, einen Schlüssel von 64 Byte und bekannte Arten.',
  alternateId: 'Fragen Sie, welche anderen Ids die Akte hat, und geben Sie jeder Akte eine eigene.',
  sources: 'Nennen Sie jede Quelle einmal, so wie sie im Paket heißt.',
  oauthClient: 'Ändern Sie den oben genannten Parameter so, wie er hier eingetragen ist:',
  fhirToken:
    'Holen Sie mit dem Refresh-Token ein neues Zugriffstoken, oder beginnen Sie den Start von vorn. Der Client steht hier:',
  fhirScopes:
    'Fragen Sie beim Start nach dem Scope für diese Art und diesen Vorgang, und bieten Sie ihn hier an:',
  fhirId: 'Suchen Sie die Ressource, und nehmen Sie die Id aus der Antwort. Gelöschtes fehlt darin.',
  fhirMethod: 'Nehmen Sie einen Vorgang, den das CapabilityStatement für diese Art aufführt.',
  fhirAccept: 'Nehmen Sie application/fhir+json oder application/fhir+xml an.',
  fhirStamp:
    'Lesen Sie die Ressource, ändern Sie das Gelesene, und senden Sie die gelesene Version in If-Match.',
  fhirContent: 'Senden Sie application/fhir+json oder application/fhir+xml als Inhaltstyp.',
  fhirElement: 'Ändern Sie das oben genannte Element oder den Parameter. Was jede Art nimmt, steht hier:',
  unmet:
    'So antwortet dieser Tresor nicht von sich aus. Suchen Sie, was zwischen der App und ihm steht, etwa ein Proxy oder eine andere Plattform, und ändern Sie es dort.',
  addRight: 'Nehmen Sie dieses Recht in eine Regel auf:',
  addRightTo: rule => `Nehmen Sie dieses Recht in die Regel „${rule}“ auf:`,
  lacks: (right, type, mode) => `${right}: ${type}, ${mode}`,
  modes: { online: 'während der Mensch angemeldet ist', offline: 'wenn niemand angemeldet ist' },
  title: 'Was zu ändern ist',
};
