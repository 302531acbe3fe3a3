import { WireRefused, type DriverSession, type TerminalIo } from '@payport/terminals-core';
import { Conversation } from './conversation.ts';
import { recorder, type Link } from './link.ts';
import { SerialLink } from './serial-link.ts';
import { hasPlace, type ZvtSettings } from './settings.ts';
import { TcpLink } from './tcp-link.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** A peer that has gone is noticed 10 s after this silence. */
const KEEP_ALIVE_MS = 5_000;
/** A port that another program still holds, or that is being plugged in. */
const OPEN_TIMEOUT_MS = 5_000;

/** Opens the way to the terminal. @throws WireRefused when there is none: nothing was sent */
async function openLink(settings: ZvtSettings, { wires, clock }: TerminalIo, session: DriverSession): Promise<Link> {
  if (!hasPlace(settings)) throw new WireRefused('the settings name no place');
  const told = (): void => session.alert({ kind: 'full_card_number', detail: 'the terminal sent a whole card number' });
  const record = recorder(settings.connection, clock, (frame) => session.frame(frame), told);
  if (settings.connection === 'tcp') {
    const place = { host: settings.host, port: settings.port };
    const wire = await wires.connectTcp(place, { connectTimeoutMs: CONNECT_TIMEOUT_MS, idleTimeoutMs: null, keepAliveMs: KEEP_ALIVE_MS });
    return new TcpLink(wire, clock, record);
  }
  const wire = await wires.connectSerial(
    { path: settings.serialPath },
    {
      baudRate: Number(settings.baudRate),
      dataBits: 8,
      parity: 'none',
      stopBits: settings.stopBits === '2' ? 2 : 1,
      openTimeoutMs: OPEN_TIMEOUT_MS,
    },
  );
  return new SerialLink(wire, clock, record);
}

/** One conversation, from the open link to the closed one. @throws WireRefused when the terminal cannot be reached */
export async function withTerminal<T>(
  settings: ZvtSettings,
  io: TerminalIo,
  session: DriverSession,
  talk: (conversation: Conversation) => Promise<T>,
): Promise<T> {
  const link = await openLink(settings, io, session);
  try {
    return await talk(new Conversation(link, settings, io.clock, session));
  } finally {
    await link.close();
  }
}
