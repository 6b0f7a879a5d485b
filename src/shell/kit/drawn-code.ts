// A QR code as SVG, drawn here, so that what it says goes nowhere.
export async function drawCode(text: string): Promise<string> {
  // Loaded here, for few pages need it.
  const { default: qrcode } = await import('qrcode');
  return qrcode.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
}
