export { AcquirerEvidence } from './acquirer-evidence.ts';
export { BankProofs, type ProofEnd } from './bank-proofs.ts';
export { EvidenceWatch } from './evidence-watch.ts';
export { RegistryEvidence } from './registry-evidence.ts';
