import { expect, it } from 'vitest';
import { portTrouble } from './port-trouble.ts';

it.each([
  ['Error Resource temporarily unavailable Cannot lock port', 'port_held'],
  ['Error: Device or resource busy, cannot open /dev/ttyS0', 'port_held'],
  ['Opening COM3: Access denied', 'port_held'],
  ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'port_missing'],
  ['Error: No such device or address, cannot open /dev/ttyUSB0', 'port_missing'],
  ['Opening COM3: File not found', 'port_missing'],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', 'port_forbidden'],
  ['Error: Inappropriate ioctl for device setting custom baud rate of 9600', null],
])('what the library says of a port that does not open: %s', (text, trouble) => expect(portTrouble(text)).toBe(trouble));
