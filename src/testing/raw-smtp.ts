// SMTP by hand, for tests that say what no client says.
import { connect, type Socket } from 'node:net';

export class RawSmtp {
  readonly socket: Socket;
  /** The last answer. */
  last = '';
  private text = '';
  private isOver = false;
  private waiting: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    const wake = () => this.waiting?.();
    socket.on('data', piece => {
      this.text += piece.toString('latin1');
      wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isOver = true;
      wake();
    });
  }

  /** @param localAddress the address that the client calls from */
  static open(port: number, localAddress = '127.0.0.1'): RawSmtp {
    return new RawSmtp(connect({ port, host: '127.0.0.1', localAddress }));
  }

  /** @returns the code of the next answer, 0 where the connection ended without one. @throws where there is none in time */
  async read(withinMs = 20_000): Promise<number> {
    const end = performance.now() + withinMs;
    for (;;) {
      const found = /^(?:\d{3}-[^\n]*\n)*(\d{3}) [^\n]*\n/.exec(this.text);
      if (found) {
        this.text = this.text.slice(found[0].length);
        this.last = found[0];
        return Number(found[1]);
      }
      if (this.isOver) return 0;
      const left = end - performance.now();
      if (left <= 0) throw new Error('the dialogue was not answered');
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, left);
        this.waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  write(bytes: string | Buffer): void {
    if (!this.socket.destroyed)
      this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  async say(command: string): Promise<number> {
    this.write(`${command}\r\n`);
    return this.read();
  }

  /** A mail as far as it is let; what is in it goes as it is, but that dots are doubled. @returns the last answer */
  async send(to: string, raw: Buffer, from = 'a@clinic.example'): Promise<number> {
    const steps = ['EHLO clinic.example', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA'];
    for (const step of steps) {
      const code = await this.say(step);
      if (code >= 400 || code === 0) return code;
    }
    this.write(Buffer.from(raw.toString('latin1').replace(/(^|\r\n)\./g, '$1..'), 'latin1'));
    this.write('\r\n.\r\n');
    return this.read();
  }

  close(): void {
    this.socket.destroy();
  }
}
