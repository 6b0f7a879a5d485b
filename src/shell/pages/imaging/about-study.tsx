// What a study says of itself, beside its pictures.
import type { StoredThing } from '../../../core/things/thing.ts';
import { picturesWords } from '../../../locales/words.ts';
import type { MedicalImageStudy } from '../../../things/medical-image-study.ts';
import { sayWhen } from '../../items/when.ts';
import type { Visit } from '../../web/visit.ts';

interface AboutStudyProps {
  readonly study: MedicalImageStudy;
  readonly thing: StoredThing;
  readonly visit: Visit;
}

export function AboutStudy({ study, thing, visit }: AboutStudyProps) {
  const w = picturesWords(visit.language);
  const { effectiveDate } = thing;
  const [{ institutionName, modality, bodyPart } = {}] = study.series as Partial<
    MedicalImageStudy['series'][number]
  >[];
  const facts: readonly (readonly [string, string | undefined])[] = [
    [w.patient, study.patientName],
    [w.date, sayWhen({ effectiveDate, datedTo: 'day' }, visit)],
    [w.institution, institutionName?.name],
    [w.modality, modality?.text],
    [w.bodyPart, bodyPart?.text],
    [w.reason, study.reason?.text],
    [w.orderedBy, study.referringPhysician?.name.full],
    [w.order, study.accessionNumber],
  ];
  return (
    <section class="about-study">
      <h2>{w.about}</h2>
      <dl class="facts">
        {facts.map(([label, value]) =>
          value ? (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <p class="hint">{w.notForDiagnosis}</p>
    </section>
  );
}
