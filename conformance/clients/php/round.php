<?php
// One RSA round of phphealthvault against a Keepwell server. See ../README.md.
// Usage: php round.php

// The library is of PHP 5.3 days; today's deprecations are no news and would drown the step lines.
error_reporting(E_ALL & ~E_DEPRECATED & ~E_NOTICE & ~E_WARNING);
ini_set('display_errors', 'stderr');
ini_set('memory_limit', '1G');
if (!getenv('KEEPWELL_CLIENT_LOG')) {
    ini_set('error_log', '/dev/null');
}

function env($name)
{
    $value = getenv($name);
    if ($value === false || $value === '') {
        fwrite(STDERR, "$name is not set\n");
        exit(1);
    }
    return $value;
}

$library = env('KEEPWELL_CLIENT_PHP');
$marshalling = env('KEEPWELL_CLIENT_PHP_MARSHALLING');

// From the packages php-doctrine-annotations, php-doctrine-cache and php-doctrine-event-manager.
foreach (array('Annotations', 'Cache', 'EventManager') as $part) {
    require_once "Doctrine/Common/$part/autoload.php";
}
require_once __DIR__ . '/doctrine-common.php';

spl_autoload_register(function ($class) use ($library, $marshalling) {
    $file = strtr($class, '\\', '/') . '.php';
    foreach (array("$library/src", "$marshalling/lib") as $folder) {
        if (is_file("$folder/$file")) {
            require_once "$folder/$file";
            return;
        }
    }
});

const WEIGHT = '3d34d87e-7fc1-4153-800f-f56592cb0d17';

class LoopbackConfiguration extends \DLS\Healthvault\BaseHealthvaultConfiguration
{
    public function getBasePlatformUrl()
    {
        return preg_replace('~/platform/wildcat\.ashx$~', '', $this->baseUrl);
    }

    public function getBaseShellUrl()
    {
        return env('KEEPWELL_SHELL_URL');
    }

    // Reading the annotations of every class takes long; the folders of schools and CDA are not needed here.
    public function alterAnnotationPaths($paths)
    {
        return array($paths[0]);
    }

    // XML-DSig has an element Object, and since PHP 7.2 no class may bear that name: the library's own file of it
    // cannot even be compiled. This is the library's hook for such changes; nothing here uses signatures.
    public function alterMetadataFactory($factory)
    {
        $factory->setMetadataFor('org\w3\www\_2000\_09\xmldsig\Object', $factory->getMetadataFor('StandInForObject'));
    }
}

/**
 * @XmlEntity (xml="stand-in-for-object")
 */
class StandInForObject
{
}

function step($name, $action)
{
    try {
        $action();
        echo "ok $name\n";
    } catch (\Throwable $e) {
        echo "FAIL $name ", get_class($e), ': ', $e->getMessage(), "\n";
        fwrite(STDERR, $e->getTraceAsString() . "\n");
        exit(1);
    }
}

function check($condition, $message)
{
    if (!$condition) {
        throw new RuntimeException($message);
    }
}

function weight($kg, $key = null)
{
    $weight = new \com\microsoft\wc\thing\weight\Weight();
    $date = $weight->getWhen()->getDate();
    $date->setY(2026);
    $date->setM(1);
    $date->setD(5);
    $weight->getValue()->setKg($kg);
    $thing = new \com\microsoft\wc\thing\Thing2();
    if ($key) {
        $thing->getThingId()->setValue((string) $key->getValue());
        $thing->getThingId()->setVersionStamp((string) $key->getVersionStamp());
    }
    $thing->getTypeId()->setValue(WEIGHT);
    $data = new \com\microsoft\wc\thing\DataXml();
    $data->setAny(array($weight));
    $thing->addDataXml($data);
    return $thing;
}

$certificate = openssl_x509_read(file_get_contents(env('KEEPWELL_CERT')));
$configuration = new LoopbackConfiguration(
    env('KEEPWELL_APP_ID'),
    env('KEEPWELL_KEY'),
    strtoupper(openssl_x509_fingerprint($certificate, 'sha1')),
    env('KEEPWELL_PLATFORM_URL')
);
$driver = new \DLS\Healthvault\Driver($configuration);
$first = $second = null;

$put = function ($kg, $key = null) use ($driver) {
    $method = $driver->getPlatformMethod('PutThings');
    $method->addThing(weight($kg, $key));
    return $method->execute()->getThingId()[0];
};
$listed = function () use ($driver) {
    $method = $driver->getPlatformMethod('GetThings');
    $method->addBasicFilter(WEIGHT);
    return $method->execute()->getGroup()[0]->getThing();
};
$id = function ($key) {
    return (string) $key->getValue();
};
$find = function ($key) use ($listed, $id) {
    foreach ($listed() as $thing) {
        if ($id($thing->getThingId()) === $id($key)) {
            return $thing;
        }
    }
    return null;
};
$kilograms = function ($key) use ($find) {
    $thing = $find($key);
    check($thing, 'not listed');
    return (float) (string) $thing->getDataXml()[0]->getAny()[0]->getValue()->getKg()->getValue();
};

step('session', function () use ($driver, $configuration) {
    $tokens = $driver->getPlatformMethod('CreateAuthenticatedSessionToken')->execute()->getToken();
    $token = (string) $tokens[0]->getValue();
    check($token !== '', 'no token');
    $configuration->setAppAuthToken($token);
});
step('person', function () use ($driver, $configuration) {
    $configuration->setToken(env('KEEPWELL_USER_TOKEN'));
    $person = $driver->getPlatformMethod('GetPersonInfo')->execute()->getPersonInfo();
    $configuration->setRecord((string) $person->getSelectedRecordId()->getValue());
    check(count($person->getRecord()) > 0, 'no record');
});
step('put', function () use ($put, &$first) {
    $first = $put(81.5);
    check((string) $first->getVersionStamp() !== '', 'no version stamp');
});
step('get', function () use ($kilograms, &$first) {
    check($kilograms($first) === 81.5, 'wrong kilograms');
});
step('update', function () use ($put, $kilograms, $id, &$first, &$second) {
    $second = $put(80.25, $first);
    check($id($second) === $id($first), 'another id');
    check($kilograms($first) === 80.25, 'old value read back');
});
step('stale', function () use ($put, &$first) {
    try {
        $put(79, $first);
    } catch (\DLS\Healthvault\Platform\Exceptions\HealthvaultException $refused) {
        return;
    }
    throw new RuntimeException('an old version stamp was accepted');
});
step('remove', function () use ($driver, $id, &$second) {
    $method = $driver->getPlatformMethod('RemoveThings');
    $method->includeThing($id($second), (string) $second->getVersionStamp());
    $method->execute();
});
step('gone', function () use ($find, &$first) {
    check(!$find($first), 'still listed');
});
// Somebody new follows the library's links, and what comes back with them is a session of that person.
foreach (array('Auth', 'CreateRecord', 'CreateAccount') as $name) {
    step("shell-$name", function () use ($driver, $configuration, $name) {
        $url = (string) $driver->getShellMethod($name)->getMethodUrl();
        $browser = 'node ' . escapeshellarg(env('KEEPWELL_BROWSER')) . ' ' . escapeshellarg($url);
        exec($browser, $pages, $status);
        check($status === 0, 'the browser gave up');
        parse_str(parse_url(end($pages), PHP_URL_QUERY), $given);
        $configuration->setToken($given['wctoken']);
        $person = $driver->getPlatformMethod('GetPersonInfo')->execute()->getPersonInfo();
        check(count($person->getRecord()) > 0, 'no record');
    });
}
