// What is run: a round of each library, and the live tests that some bring along.
//
// `needs` names the variables that say where the library and its platform are. Of a suite, `takesForGranted` is what
// its tests expect to be there (seed.mjs), `explained` tells of tests that fail whatever the server, `remarkOnLeftOut` of
// those that cannot be run here.
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOf, path } from './process.mjs';
import { forAndroid, forDotnet, forJavaRest, forPython } from './seed.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { env } = process;

const python = (script, ...rest) => [
  'java',
  '-cp',
  env.KEEPWELL_JYTHON_JARS,
  'org.python.util.jython',
  join(here, 'python', script),
  ...rest,
];

const rounds = {
  ruby: {
    needs: ['KEEPWELL_CLIENT_RUBY'],
    command: () => ['ruby', '-W0', join(here, 'ruby/round.rb')],
  },
  php: {
    needs: ['KEEPWELL_CLIENT_PHP', 'KEEPWELL_CLIENT_PHP_MARSHALLING'],
    command: () => ['php', join(here, 'php/round.php')],
  },
  'java-rsa': {
    needs: ['KEEPWELL_CLIENT_JAVA', 'KEEPWELL_JAVA_JARS'],
    command: async work => [
      'java',
      '-cp',
      path(await androidStubs(work), sdkJar(), env.KEEPWELL_JAVA_JARS),
      join(here, 'java/RsaRound.java'),
    ],
  },
  'java-soda': {
    needs: ['KEEPWELL_CLIENT_JAVA', 'KEEPWELL_CLIENT_JAVA_CLASSES', 'KEEPWELL_JAVA_JARS'],
    command: async work => [
      'java',
      '-cp',
      path(env.KEEPWELL_CLIENT_JAVA_CLASSES, await androidStubs(work), sdkJar(), env.KEEPWELL_JAVA_JARS),
      join(here, 'java/SodaRound.java'),
    ],
  },
  'java-rest': {
    needs: [
      'KEEPWELL_CLIENT_JAVA',
      'KEEPWELL_CLIENT_JAVA_REST',
      'KEEPWELL_JAVA_JARS',
      'KEEPWELL_JAVA_REST_JARS',
    ],
    command: javaRest,
    takesForGranted: forJavaRest,
  },
  'pyhealthvault-rsa': {
    needs: ['KEEPWELL_CLIENT_PYHEALTHVAULT', 'KEEPWELL_JYTHON_JARS'],
    command: () => python('pyhealthvault_round.py', 'rsa'),
  },
  'pyhealthvault-soda': {
    needs: ['KEEPWELL_CLIENT_PYHEALTHVAULT', 'KEEPWELL_JYTHON_JARS'],
    command: () => python('pyhealthvault_round.py', 'soda'),
  },
  'dotnet-soda': {
    needs: ['KEEPWELL_CLIENT_DOTNET'],
    command: work => mono(work, 'SodaRound.cs'),
  },
  'dotnet-rest': {
    needs: ['KEEPWELL_CLIENT_DOTNET', 'KEEPWELL_CLIENT_DOTNET_REST'],
    command: work =>
      mono(work, 'RestRound.cs', [
        'Microsoft.HealthVault.RestApi',
        'Microsoft.Rest.ClientRuntime',
        'Newtonsoft.Json',
      ]),
  },
  orcas: {
    needs: ['KEEPWELL_CLIENT_ORCAS', 'KEEPWELL_JYTHON_JARS'],
    command: () => python('orcas_round.py'),
  },
};

const suites = {
  'pyhealthvault-live': {
    needs: ['KEEPWELL_CLIENT_PYHEALTHVAULT', 'KEEPWELL_JYTHON_JARS'],
    command: () => python('pyhealthvault_live.py'),
    takesForGranted: forPython,
    explained: {
      'test_getupdatedrecordsforapplication.TestGetUpdatedRecordsForApplication.test_getauthroizedrecords':
        'writes, then asks for what changed after the present moment, and wants the write',
    },
  },
  'java-live': {
    needs: [
      'KEEPWELL_CLIENT_JAVA',
      'KEEPWELL_CLIENT_JAVA_CLASSES',
      'KEEPWELL_CLIENT_JAVA_TESTS',
      'KEEPWELL_JAVA_JARS',
      'KEEPWELL_JUNIT_JARS',
    ],
    command: async work => [
      'java',
      '-ea',
      '-cp',
      path(
        env.KEEPWELL_CLIENT_JAVA_CLASSES,
        await androidStubs(work),
        sdkJar(),
        env.KEEPWELL_JAVA_JARS,
        env.KEEPWELL_JUNIT_JARS,
      ),
      join(here, 'java/LiveSuite.java'),
    ],
    takesForGranted: forAndroid,
    leftOut: {
      ContentProviderTest: "Android's database and its test runner",
      SynchronizedViewTest: "Android's database and its test runner",
    },
  },
  'dotnet-live': {
    needs: ['KEEPWELL_CLIENT_DOTNET', 'KEEPWELL_CLIENT_DOTNET_TESTS'],
    command: work => mono(work, 'LiveSuite.cs'),
    takesForGranted: forDotnet,
  },
};

export const drivers = { ...rounds, ...suites };

/** Our own stand-ins for Android classes; compiled once per run. */
async function androidStubs(work) {
  const target = join(work, 'stubs');
  const sources = await readdir(join(here, 'java/stubs'), { recursive: true });
  const files = sources.filter(name => name.endsWith('.java')).map(name => join(here, 'java/stubs', name));
  await outputOf('javac', ['-nowarn', '-proc:none', '-d', target, '-cp', env.KEEPWELL_JAVA_JARS, ...files]);
  return target;
}

/** One of our programs for .NET. It bears the name of an assembly that the SDK befriends. */
async function mono(work, source, more = []) {
  const target = join(work, 'Microsoft.HealthVault.Client.exe');
  const references = [
    'Microsoft.HealthVault',
    'Microsoft.HealthVault.Client.Core',
    'NodaTime',
    'Grace',
    'System.Xml',
    'System.Net.Http',
    ...more,
  ];
  await outputOf('mcs', [
    '-langversion:latest',
    ...[env.KEEPWELL_CLIENT_DOTNET_REST, env.KEEPWELL_CLIENT_DOTNET]
      .filter(Boolean)
      .map(folder => `-lib:${folder}`),
    ...references.map(name => `-r:${name}`),
    `-out:${target}`,
    join(here, 'dotnet', source),
    join(here, 'dotnet/Platform.cs'),
    join(here, 'dotnet/Steps.cs'),
  ]);
  const libraries = path(
    env.KEEPWELL_CLIENT_DOTNET_REST,
    env.KEEPWELL_CLIENT_DOTNET,
    env.KEEPWELL_CLIENT_DOTNET_TESTS && dirname(env.KEEPWELL_CLIENT_DOTNET_TESTS),
  );
  return ['env', `MONO_PATH=${libraries}`, 'mono', target];
}

/** Two of our programs, of which the one uses the other. */
async function javaRest(work) {
  const target = join(work, 'java-rest');
  const libraries = path(
    env.KEEPWELL_CLIENT_JAVA_REST,
    await androidStubs(work),
    sdkJar(),
    env.KEEPWELL_JAVA_REST_JARS,
    env.KEEPWELL_JAVA_JARS,
  );
  const sources = ['RsaRound.java', 'RestRound.java'].map(name => join(here, 'java', name));
  await outputOf('javac', ['-nowarn', '-proc:none', '-d', target, '-cp', libraries, ...sources]);
  return ['java', '-cp', path(target, libraries), 'RestRound'];
}

function sdkJar() {
  return join(env.KEEPWELL_CLIENT_JAVA, 'android-sdk-simplexml/libs/hv-sdk-1.6.jar');
}
