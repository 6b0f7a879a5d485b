// Steps 2 and 3: back from the vault with a code, which the library turns into a token; then two questions to FHIR.
const codes = { systolic: '8480-6', diastolic: '8462-4' };
const status = document.getElementById('whose');

try {
  const client = await FHIR.oauth2.ready();
  const [patient, found] = await Promise.all([
    client.patient.read(),
    client.request(
      `Observation?patient=${client.patient.id}&code=http://loinc.org|85354-9&_sort=-date&_count=50`,
    ),
  ]);
  const readings = (found.entry ?? []).map(({ resource }) => read(resource)).filter(Boolean);
  status.textContent = say(patient, readings.length);
  if (readings.length > 0) show(readings);
} catch (error) {
  // Who says no comes back here as well: the vault's own words are the clearest.
  status.textContent = `Nothing is shown: ${error.message}`;
}

function say({ name }, count) {
  const { text, given = [], family = '' } = name?.[0] ?? {};
  const who = text ?? [...given, family].join(' ').trim();
  const what =
    count === 0 ? 'no blood pressure yet' : count === 1 ? 'one reading' : `the last ${count} readings`;
  return who ? `${who}: ${what}` : what;
}

function read({ effectiveDateTime, component = [] }) {
  const readValue = code =>
    component.find(({ code: own }) => own.coding.some(one => one.code === code))?.valueQuantity?.value;
  const reading = {
    at: new Date(effectiveDateTime),
    systolic: readValue(codes.systolic),
    diastolic: readValue(codes.diastolic),
  };
  return reading.systolic === undefined || reading.diastolic === undefined ? undefined : reading;
}

function show(readings) {
  const rows = readings.map(({ at, systolic, diastolic }) => row([at.toLocaleString(), systolic, diastolic]));
  document.querySelector('#readings tbody').replaceChildren(...rows);
  const inOrder = readings.toReversed();
  const lines = ['systolic', 'diastolic'].map(name => line(inOrder, name));
  document.getElementById('chart').replaceChildren(...lines);
  for (const id of ['chart', 'readings']) document.getElementById(id).removeAttribute('hidden');
}

function row(cells) {
  const tr = document.createElement('tr');
  for (const cell of cells) tr.insertCell().textContent = cell;
  return tr;
}

/** Between 40 and 200 mmHg, the first reading at the left and the last at the right. */
function line(readings, name) {
  const [first, last] = [readings[0].at, readings.at(-1).at];
  const x = at => (last > first ? 20 + (560 * (at - first)) / (last - first) : 300);
  const y = value => 220 - (200 * (value - 40)) / 160;
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
  drawn.setAttribute('points', readings.map(reading => `${x(reading.at)},${y(reading[name])}`).join(' '));
  drawn.setAttribute('class', name);
  return drawn;
}
