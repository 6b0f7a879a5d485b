// The container of Grace as far as the HealthVault SDK goes: exports under an interface, singletons, constructor injection.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Grace.DependencyInjection
{
    public class DependencyInjectionContainer
    {
        private readonly Dictionary<Type, Export> exports = new Dictionary<Type, Export>();

        public void Configure(Action<IExportRegistrationBlock> configure) => configure(new Block(this));

        // Values of extraData go to the parameters whose type they fit.
        public T Locate<T>(object extraData = null)
        {
            object[] extra = extraData == null
                ? new object[0]
                : extraData.GetType().GetProperties().Select(each => each.GetValue(extraData)).ToArray();
            return (T)Locate(typeof(T), extra);
        }

        private object Locate(Type type, object[] extra)
        {
            Export export;
            object given = extra.FirstOrDefault(type.IsInstanceOfType);
            if (given != null) return given;
            if (!exports.TryGetValue(type, out export)) return Build(type, extra);
            if (export.Instance != null) return export.Instance;
            object made = Build(export.Type, extra);
            if (export.Single) export.Instance = made;
            return made;
        }

        private object Build(Type type, object[] extra)
        {
            if (type.IsAbstract) throw new InvalidOperationException("nothing exported as " + type);
            ConstructorInfo constructor = type
                .GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                .OrderByDescending(each => each.IsPublic).ThenByDescending(each => each.GetParameters().Length).First();
            return constructor.Invoke(
                constructor.GetParameters().Select(each => Locate(each.ParameterType, extra)).ToArray());
        }

        private class Export : IExportConfiguration, ILifestyle
        {
            public DependencyInjectionContainer Container;
            public Type Type;
            public object Instance;
            public bool Single;

            public ILifestyle Lifestyle => this;

            public IExportConfiguration As<T>()
            {
                Container.exports[typeof(T)] = this;
                return this;
            }

            public IExportConfiguration Singleton()
            {
                Single = true;
                return this;
            }
        }

        private class Block : IExportRegistrationBlock
        {
            private readonly DependencyInjectionContainer container;

            public Block(DependencyInjectionContainer container)
            {
                this.container = container;
            }

            public IExportConfiguration Export<T>() => new Export { Container = container, Type = typeof(T) };

            public IExportConfiguration ExportInstance<T>(T instance) =>
                new Export { Container = container, Type = typeof(T), Instance = instance };
        }
    }

    public interface IExportRegistrationBlock
    {
        IExportConfiguration Export<T>();

        IExportConfiguration ExportInstance<T>(T instance);
    }

    public interface IExportConfiguration
    {
        ILifestyle Lifestyle { get; }

        IExportConfiguration As<T>();
    }

    public interface ILifestyle
    {
        IExportConfiguration Singleton();
    }
}
