// The words of mail about accounts. `{…}` stands for what is filled in.
import type { letterWords as english } from '../../en/letters/letter.ts';

export const letterWords: typeof english = {
  hello: 'Guten Tag {name},',
  notYou:
    'Wenn Sie das nicht waren, öffnen Sie {shellUrl}/forgotten, setzen Sie ein neues Passwort und melden Sie auf Ihrer Kontoseite die anderen Browser ab.',
  notAsked:
    'Der Link gilt einmal, einen Tag lang. Wenn Sie diese Mail nicht angefordert haben, tun Sie nichts.',
  notKnown:
    'Der Link gilt einmal, bis zum {until}. Wenn Sie nicht wissen, wer dieses Konto für Sie angelegt hat, tun Sie nichts.',
  sharedWith: 'Wer Zugriff auf Ihre Akten hat und wie Sie das ändern, steht unter {shellUrl}/records.',
  from: 'Keepwell, {shellUrl}',
  letters: {
    confirm: {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      text: 'Willkommen bei Keepwell. Bitte bestätigen Sie, dass dies Ihre Adresse ist:\n\n{link}\n\nÖffnen Sie ihn in dem Browser, in dem Sie darum gebeten haben. Lesen Sie das anderswo? Geben Sie dort auf Ihrer Kontoseite diesen Code ein: {code}',
    },
    made: {
      subject: 'Ihr Konto bei Keepwell',
      text: 'Für Sie liegt ein Konto bereit. Öffnen Sie diesen Link, um ein Passwort zu wählen, und melden Sie sich mit dieser E-Mail-Adresse an:\n\n{link}',
    },
    signUp: {
      subject: 'Ihr Konto bei Keepwell',
      text: 'Öffnen Sie diesen Link, um Ihr Konto anzulegen:\n\n{link}',
    },
    signUpTaken: {
      subject: 'Sie haben schon ein Konto bei Keepwell',
      text: 'Jemand, wahrscheinlich Sie, wollte mit dieser Adresse ein Konto anlegen. Sie haben schon eines: Melden Sie sich unter {shellUrl}/sign-in an.',
    },
    change: {
      subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse',
      text: 'Öffnen Sie diesen Link, damit {email} die Adresse Ihres Kontos bei Keepwell wird:\n\n{link}\n\nÖffnen Sie ihn in dem Browser, in dem Sie darum gebeten haben. Lesen Sie das anderswo? Geben Sie dort auf Ihrer Kontoseite diesen Code ein: {code}',
    },
    changeAsked: {
      subject: 'Ihre E-Mail-Adresse soll sich ändern',
      text: 'Für Ihr Konto bei Keepwell wurde eine neue E-Mail-Adresse eingegeben. Sie gilt, sobald sie bestätigt ist.',
    },
    changed: {
      subject: 'Ihre E-Mail-Adresse wurde geändert',
      text: 'Ihr Konto bei Keepwell hat eine neue E-Mail-Adresse. An diese hier kommt keine Mail mehr.',
    },
    reset: {
      subject: 'Neues Passwort setzen',
      text: 'Öffnen Sie diesen Link, um ein neues Passwort für Ihr Konto bei Keepwell zu setzen:\n\n{link}',
    },
    passwordChanged: {
      subject: 'Ihr Passwort wurde geändert',
      text: 'Das Passwort Ihres Kontos bei Keepwell wurde geändert, Ihre anderen Browser wurden abgemeldet.',
    },
    passwordRemoved: {
      subject: 'Ihr Passwort wurde entfernt',
      text: 'Ihr Konto bei Keepwell hat kein Passwort mehr. Sie melden sich auf Ihren anderen Wegen an.',
    },
    passkeyAdded: {
      subject: 'Ein Passkey wurde hinzugefügt',
      text: 'Mit dem Passkey „{what}“ kann man sich nun bei Ihrem Konto anmelden.',
    },
    passkeyRemoved: {
      subject: 'Ein Passkey wurde entfernt',
      text: 'Mit dem Passkey „{what}“ kann man sich nicht mehr bei Ihrem Konto anmelden.',
    },
    codeAppOn: {
      subject: 'Codes wurden eingeschaltet',
      text: 'Zur Anmeldung bei Ihrem Konto gehört nun auch ein Code aus Ihrer App.',
    },
    codeAppOff: {
      subject: 'Codes wurden ausgeschaltet',
      text: 'Zur Anmeldung bei Ihrem Konto gehört kein Code aus Ihrer App mehr.',
    },
    recoveryMade: {
      subject: 'Sie haben neue Ersatzcodes',
      text: 'Für Ihr Konto bei Keepwell wurden Ersatzcodes gemacht. Die von vorher gelten nicht mehr.',
    },
    recoveryUsed: {
      subject: 'Ein Ersatzcode wurde benutzt',
      text: 'Mit einem Ersatzcode wurde bei Ihrem Konto angemeldet. Übrig: {count}.',
    },
    emergencyOpened: {
      subject: 'Die Notfallseite von „{what}“ wurde geöffnet',
      text: 'Jemand hat die Notfallseite von „{what}“ mit ihrem Code geöffnet: {place}. Was sie zeigt und wie Sie den Code erneuern oder ausschalten, steht unter {shellUrl}/emergency/code.',
    },
    invitationAccepted: {
      subject: '{who} hat jetzt Zugriff auf die Akte von „{what}“',
      text: '{who} hat eine Einladung zur Akte von „{what}“ angenommen und kann sie ab jetzt öffnen.',
    },
    invitationDeclined: {
      subject: 'Eine Einladung zur Akte von „{what}“ wurde abgelehnt',
      text: 'Jemand hat eine Einladung zur Akte von „{what}“ abgelehnt. Nichts wurde geteilt.',
    },
    accessEnded: {
      subject: 'Ihr Zugriff auf die Akte von „{what}“ ist beendet',
      text: 'Jemand, der die Akte von „{what}“ verwaltet, hat Ihren Zugriff beendet. Sie können sie nicht mehr öffnen. Wenn Sie das für einen Irrtum halten, fragen Sie dort nach.',
    },
    newBrowser: {
      subject: 'Bei Ihrem Konto wurde in einem neuen Browser angemeldet',
      text: 'Jemand hat sich bei Ihrem Keepwell-Konto in einem Browser angemeldet, der dafür noch nie benutzt wurde: {place}. Waren Sie es, ist nichts zu tun. Wenn nicht, setzen Sie unter {shellUrl}/account ein anderes Passwort und melden Sie die anderen Browser ab.',
    },
    wrongCodes: {
      subject: 'Vielleicht kennt jemand Ihr Passwort',
      text: 'Für Ihr Keepwell-Konto wurden nach dem richtigen Passwort viele falsche Codes eingegeben. Eine Zeit lang werden in Browsern, die für das Konto neu sind, keine mehr angenommen. Wenn Sie das nicht waren, kennt jemand Ihr Passwort; die Codes halten ihn auf.',
    },
    identityAdded: {
      subject: '{what} wurde verknüpft',
      text: 'Sie können sich nun mit {what} bei Ihrem Konto anmelden.',
    },
    identityRemoved: {
      subject: '{what} wurde getrennt',
      text: 'Mit {what} kann man sich nicht mehr bei Ihrem Konto anmelden.',
    },
    closed: {
      subject: 'Ihr Konto wird gelöscht',
      text: 'Ihr Konto bei Keepwell und die Akten, für die nur Sie sorgen, werden am {until} gelöscht. Bis dahin bringt eine Anmeldung unter {shellUrl}/sign-in alles zurück; nur Apps müssen Sie neu fragen.',
    },
    reopened: {
      subject: 'Ihr Konto ist wieder da',
      text: 'Sie haben sich angemeldet, also wird Ihr Konto nicht gelöscht. Die Akten sind wieder da. Apps müssen Sie neu fragen.',
    },
  },
};
