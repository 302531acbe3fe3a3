import { parseIpNetwork, type IpNetwork } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { TargetGuard, type TargetRefusal } from './target-guard.ts';

const network = (text: string): IpNetwork => parseIpNetwork(text)!;

/** What the name servers of the test say. */
const NAMES: Record<string, readonly string[]> = {
  'sonata.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'sonata.example.': ['93.184.215.14'],
  'inside.example': ['10.20.0.7'],
  'mixed.example': ['93.184.215.14', '10.20.0.7'],
  'mixed6.example': ['93.184.215.14', '::1'],
  'loop.example': ['127.0.0.1'],
  'loop6.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'odd.example': ['127.1'],
  localhost: ['127.0.0.1'],
  'localhost.': ['127.0.0.1'],
  'xn--e1afmkfd.example': ['93.184.215.14'],
};
const guard = (allowed: readonly string[] = []): TargetGuard => new TargetGuard((name) => Promise.resolve(NAMES[name] ?? []), allowed.map(network));

/** The word of the refusal; for a target, the addresses that may be connected to. */
async function verdict(url: string, allowed: readonly string[] = []): Promise<TargetRefusal | readonly string[]> {
  const checked = await guard(allowed).check(url);
  return checked.ok ? checked.value.addresses : checked.error;
}

describe('a target of messages', () => {
  it.each([
    ['https://sonata.example/hook', ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c']],
    ['https://sonata.example:8443/hook?tenant=7', ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c']],
    ['HTTPS://SONATA.EXAMPLE/hook', ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c']],
    ['https://sonata.example./hook', ['93.184.215.14']],
    ['https://xn--e1afmkfd.example/', ['93.184.215.14']],
    ['https://93.184.215.14/', ['93.184.215.14']],
    ['https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/', ['2606:2800:21f:cb07:6820:80da:af6b:8b2c']],
    ['https://11.0.0.1/', ['11.0.0.1']],
    ['https://172.32.0.1/', ['172.32.0.1']],
    ['https://100.128.0.1/', ['100.128.0.1']],
  ])('may be on the open internet: %s', async (url, addresses) => {
    expect(await verdict(url)).toEqual(addresses);
  });

  it.each<[string, TargetRefusal]>([
    // Our own machine, in every spelling that some program takes for it.
    ['https://127.0.0.1/', 'address'],
    ['https://127.0.0.1./', 'address'],
    ['https://127.1/', 'address'],
    ['https://127.0.1/', 'address'],
    ['https://2130706433/', 'address'],
    ['https://017700000001/', 'address'],
    ['https://0177.0.0.1/', 'address'],
    ['https://0x7f.0.0.1/', 'address'],
    ['https://0x7f000001/', 'address'],
    ['https://0x7F.1/', 'address'],
    ['https://127.255.255.254/', 'address'],
    ['https://%31%32%37.0.0.1/', 'address'],
    ['https://0/', 'address'],
    ['https://0.0.0.0/', 'address'],
    ['https://0.1.2.3/', 'address'],
    ['https://[::]/', 'address'],
    ['https://[::1]/', 'address'],
    ['https://[0:0:0:0:0:0:0:1]/', 'address'],
    ['https://localhost/', 'address'],
    ['https://localhost./', 'address'],
    ['https://LOCALHOST:443/', 'address'],
    ['https://loop.example/', 'address'],
    ['https://loop6.example/', 'address'],
    ['https://odd.example/', 'address'],
    // IPv4 in the clothes of IPv6.
    ['https://[::ffff:127.0.0.1]/', 'address'],
    ['https://[::ffff:7f00:1]/', 'address'],
    ['https://[::FFFF:10.0.0.1]/', 'address'],
    ['https://[::ffff:93.184.215.14]/', 'address'],
    ['https://[::127.0.0.1]/', 'address'],
    ['https://[64:ff9b::10.0.0.1]/', 'address'],
    ['https://[64:ff9b:1::a00:1]/', 'address'],
    ['https://[2002:7f00:1::]/', 'address'],
    ['https://[2002:a00:1::1]/', 'address'],
    ['https://[2001:0:7f00:1::]/', 'address'],
    ['https://mapped.example/', 'address'],
    // The house, the street and the cloud around us.
    ['https://10.0.0.1/', 'address'],
    ['https://10.255.255.255/', 'address'],
    ['https://167772161/', 'address'],
    ['https://172.16.0.1/', 'address'],
    ['https://172.31.255.254/', 'address'],
    ['https://192.168.0.1/', 'address'],
    ['https://0xc0a80001/', 'address'],
    ['https://100.64.0.1/', 'address'],
    ['https://100.127.255.254/', 'address'],
    ['https://169.254.0.1/', 'address'],
    ['https://169.254.169.254/latest/meta-data/', 'address'],
    ['https://2852039166/', 'address'],
    ['https://100.100.100.200/', 'address'],
    ['https://168.63.129.16/', 'address'],
    ['https://[fd00:ec2::254]/', 'address'],
    ['https://metadata.example/', 'address'],
    ['https://192.0.0.192/', 'address'],
    ['https://198.18.0.1/', 'address'],
    ['https://224.0.0.1/', 'address'],
    ['https://239.255.255.250/', 'address'],
    ['https://240.0.0.1/', 'address'],
    ['https://255.255.255.255/', 'address'],
    ['https://192.0.2.1/', 'address'],
    ['https://203.0.113.9/', 'address'],
    ['https://[fe80::1]/', 'address'],
    ['https://[fec0::1]/', 'address'],
    ['https://[fc00::1]/', 'address'],
    ['https://[fdff::1]/', 'address'],
    ['https://[ff02::1]/', 'address'],
    ['https://[100::1]/', 'address'],
    ['https://[4000::1]/', 'address'],
    ['https://[2001:db8::1]/', 'address'],
    ['https://inside.example/', 'address'],
    // One closed address among open ones: the next connection could be that one.
    ['https://mixed.example/', 'address'],
    ['https://mixed6.example/', 'address'],
    // Texts that one reader takes for another host than the next one does.
    ['https://sonata.example@127.0.0.1/', 'format'],
    ['https://user:secret@sonata.example/', 'format'],
    ['https://@sonata.example/', 'format'],
    ['https://127.0.0.1#@sonata.example/', 'format'],
    ['https://sonata.example/#fragment', 'format'],
    ['https://sonata.example\\@127.0.0.1/', 'format'],
    ['https:\\\\127.0.0.1/', 'format'],
    ['https:/127.0.0.1/', 'format'],
    ['https:127.0.0.1', 'format'],
    ['https:///127.0.0.1/', 'format'],
    ['https://①②⑦.⓪.⓪.①/', 'format'],
    ['https://127。0。0。1/', 'format'],
    ['https://soňata.example/', 'format'],
    ['https://sonata.example /', 'format'],
    [' https://sonata.example/', 'format'],
    ['https://son\tata.example/', 'format'],
    ['https://sonata.example/\r\nHost: evil', 'format'],
    ['https://sonata.example:99999/', 'format'],
    ['https://[::1%25eth0]/', 'format'],
    ['https://[127.0.0.1]/', 'format'],
    ['https://256.256.256.256/', 'format'],
    ['https://1.2.3.4.5/', 'format'],
    [`https://sonata.example/${'x'.repeat(2000)}`, 'format'],
    ['//sonata.example/', 'format'],
    ['sonata.example', 'format'],
    ['', 'format'],
    ['ftp://sonata.example/', 'format'],
    ['file:///etc/passwd', 'format'],
    ['gopher://127.0.0.1:6379/_x', 'format'],
    ['data:text/plain,x', 'format'],
    ['javascript:alert(1)', 'format'],
    ['unix:/var/run/docker.sock', 'format'],
    ['http://sonata.example/', 'scheme'],
    ['http://93.184.215.14/', 'scheme'],
    ['https://nowhere.example/', 'host-not-found'],
  ])('is refused: %j as %s', async (url, refusal) => {
    expect(await verdict(url)).toBe(refusal);
  });

  it.each([
    ['http://10.20.0.7/', ['10.20.0.0/16']],
    ['https://10.20.255.255/', ['10.20.0.0/16']],
    ['http://inside.example:8080/', ['192.168.0.0/16', '10.20.0.7']],
    ['https://mixed.example/', ['10.20.0.0/16']],
    ['http://[::1]/', ['::1']],
    ['http://127.0.0.1:9000/', ['127.0.0.0/8']],
  ])('may be in a network that the operator allows: %s in %j', async (url, allowed) => {
    expect(await verdict(url, allowed)).not.toBeTypeOf('string');
  });

  it.each<[string, string[], TargetRefusal]>([
    ['http://10.21.0.1/', ['10.20.0.0/16'], 'address'],
    ['http://mixed.example/', ['10.20.0.0/16'], 'scheme'],
    ['https://[::ffff:10.20.0.7]/', ['10.20.0.0/16'], 'address'],
    ['https://[::1]/', ['127.0.0.0/8'], 'address'],
    ['ftp://10.20.0.7/', ['10.20.0.0/16'], 'format'],
  ])('is refused beside it: %s in %j', async (url, allowed, refusal) => {
    expect(await verdict(url, allowed)).toBe(refusal);
  });
});
