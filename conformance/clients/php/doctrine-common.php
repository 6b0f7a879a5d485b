<?php
// Platform stub: the few classes of Doctrine Common 2.3 (long gone from distributions) that php-xml-marshalling needs.
// The annotation parser itself comes from php-doctrine-annotations, Cache and EventManager from their Debian packages.

namespace Doctrine\Common {
    class Version
    {
        const VERSION = '2.3.0';
    }
}

namespace Doctrine\Common\Util {
    class Inflector
    {
        public static function camelize($word)
        {
            return lcfirst(str_replace(' ', '', ucwords(strtr($word, '_-', '  '))));
        }
    }
}

namespace Doctrine\Common\Cache {
    class ArrayCache implements Cache
    {
        private $kept = array();

        public function fetch($id)
        {
            return $this->kept[$id] ?? false;
        }

        public function contains($id)
        {
            return isset($this->kept[$id]);
        }

        public function save($id, $data, $lifeTime = 0)
        {
            $this->kept[$id] = $data;
            return true;
        }

        public function delete($id)
        {
            unset($this->kept[$id]);
            return true;
        }

        public function getStats()
        {
            return null;
        }
    }

    // One process, one run: shared memory would bring nothing.
    class ApcCache extends ArrayCache
    {
    }
}

namespace Doctrine\Common\Annotations {
    // Today's class has lost registerFile(), which the library calls.
    class AnnotationRegistry
    {
        public static function registerFile($file)
        {
            require_once $file;
        }

        public static function loadAnnotationClass(string $class): bool
        {
            return class_exists($class);
        }
    }

    class SimpleAnnotationReader
    {
        private $parser;

        public function __construct()
        {
            $this->parser = new DocParser();
            $this->parser->setIgnoreNotImportedAnnotations(true);
        }

        public function addNamespace($namespace)
        {
            $this->parser->addNamespace($namespace);
        }

        public function getClassAnnotations(\ReflectionClass $class)
        {
            return $this->parser->parse((string) $class->getDocComment(), $class->getName());
        }

        public function getPropertyAnnotations(\ReflectionProperty $property)
        {
            return $this->parser->parse((string) $property->getDocComment(), $property->getName());
        }

        public function getPropertyAnnotation(\ReflectionProperty $property, $wanted)
        {
            foreach ($this->getPropertyAnnotations($property) as $annotation) {
                if ($annotation instanceof $wanted) {
                    return $annotation;
                }
            }
            return null;
        }

        public function getMethodAnnotations(\ReflectionMethod $method)
        {
            return $this->parser->parse((string) $method->getDocComment(), $method->getName());
        }
    }

    class CachedReader
    {
        private $reader;

        public function __construct($reader, $cache)
        {
            $this->reader = $reader;
        }

        public function __call($name, $arguments)
        {
            return $this->reader->$name(...$arguments);
        }
    }
}

namespace Doctrine\Common\Persistence\Mapping {
    interface ClassMetadata
    {
    }

    class ReflectionService
    {
        public function getClass($name)
        {
            return new \ReflectionClass($name);
        }

        public function getClassNamespace($name)
        {
            return $this->getClass($name)->getNamespaceName();
        }

        public function getAccessibleProperty($class, $name)
        {
            return new \ReflectionProperty($class, $name);
        }
    }

    abstract class AbstractClassMetadataFactory
    {
        protected $cacheSalt = '';
        protected $initialized = false;

        private $cache;
        private $loaded = array();
        private $reflection;

        abstract protected function initialize();

        abstract protected function getDriver();

        abstract protected function loadMetadata($name);

        public function setCacheDriver($cache = null)
        {
            $this->cache = $cache;
        }

        public function getCacheDriver()
        {
            return $this->cache;
        }

        public function getAllMetadata()
        {
            if (!$this->initialized) {
                $this->initialize();
            }
            return array_map(array($this, 'getMetadataFor'), $this->getDriver()->getAllClassNames());
        }

        public function getMetadataFor($className)
        {
            $name = ltrim($className, '\\');
            if (!isset($this->loaded[$name])) {
                $this->loadMetadata($name);
            }
            return $this->loaded[$name];
        }

        public function hasMetadataFor($className)
        {
            return isset($this->loaded[ltrim($className, '\\')]);
        }

        public function setMetadataFor($className, $class)
        {
            $this->loaded[ltrim($className, '\\')] = $class;
        }

        public function getReflectionService()
        {
            return $this->reflection ??= new ReflectionService();
        }

        // Mapped ancestors only, the topmost first.
        protected function getParentClasses($name)
        {
            $parents = array_reverse(array_values(class_parents($name)));
            return array_values(array_filter($parents, function ($parent) {
                return !$this->getDriver()->isTransient($parent);
            }));
        }
    }
}
