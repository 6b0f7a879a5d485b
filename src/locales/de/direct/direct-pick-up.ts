// The words of picking up a message that a clinic sent before its person had an address here. Those of code and question are in
// connect.ts.
import type { directPickUpWords as english } from '../../en/direct/direct-pick-up.ts';

export const directPickUpWords: typeof english = {
  title: 'Eine Nachricht abholen',
  lead: 'Eine Klinik hat Ihnen eine Nachricht gesandt, und Sie haben per E-Mail einen Code dafür bekommen? Geben Sie ihn ein, um die Nachricht zu lesen.',
  closedTitle: 'Dieser Code gilt nicht mehr',
  closed:
    'Die Nachricht ist nicht mehr da: Sie wurde abgeholt, hat zu lange gewartet, oder ihre Frage wurde zu oft falsch beantwortet. Bitten Sie den Absender, sie noch einmal zu senden.',
};
