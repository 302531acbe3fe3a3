import { expect, it } from 'vitest';
import { serialAddress, tcpAddress } from './device-address.ts';

it('has one spelling for one device', () => {
  expect(tcpAddress({ host: 'POS-1.hotel.example.', port: 8888 })).toBe('tcp:pos-1.hotel.example:8888');
  expect(serialAddress('\\\\.\\com12')).toBe(serialAddress('COM12'));
  expect(serialAddress('/dev//ttyUSB0')).toBe('serial:local:/dev/ttyUSB0');
});

it('keeps devices apart', () => {
  expect(tcpAddress({ host: 'a', port: 1 })).not.toBe(tcpAddress({ host: 'a', port: 2 }));
  expect(serialAddress('/dev/ttyS0')).not.toBe(serialAddress('/dev/ttys0'));
});
