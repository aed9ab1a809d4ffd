using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;
using Melange.Host.Configs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Plugins;

/// <summary>Loads the code of one plugin into a context of its own and lets it register its parts.</summary>
internal static class PluginEntry
{
    /// <summary>Loads the plugin.</summary>
    /// <param name="assemblyFile">Full path of its entry assembly.</param>
    /// <param name="loggers">Where its parts log.</param>
    /// <param name="isUnloadable">Whether it can be unloaded again; such code starts slower.</param>
    public static PluginCode Load(string assemblyFile, ILoggerFactory loggers, bool isUnloadable = false)
    {
        var loader = PluginLoader.CreateFromAssemblyFile(assemblyFile, SharedAssemblies.Types, config =>
        {
            config.IsUnloadable = isUnloadable;
            config.DefaultContext = AssemblyLoadContext.GetLoadContext(typeof(IPlugin).Assembly)!;
            foreach (var name in SharedAssemblies.NotShared)
                config.PrivateAssemblies.Add(name);
        });
        var services = new ServiceCollection();
        EntryOf(loader).Register(services);
        foreach (var part in PluginCode.PartsOf(services))
            Check(part);
        return new PluginCode(services, loggers, loader);
    }

    private static IPlugin EntryOf(PluginLoader loader)
    {
        var assembly = loader.LoadDefaultAssembly();
        var entries = assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPlugin)))
            .ToList();
        if (entries.Count != 1)
            throw new InvalidOperationException(
                $"{assembly.GetName().Name} must have one public class that is an IPlugin, but has {entries.Count}");
        return entries[0].GetConstructor(Type.EmptyTypes) is { } constructor
            ? (IPlugin)constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [], culture: null)
            : throw new InvalidOperationException($"{entries[0]} must have a public constructor without parameters");
    }

    private static void Check(PartRegistration part)
    {
        var (name, options) = ($"{part.Slot} '{part.Id}'", part.OptionsType);
        if (string.IsNullOrWhiteSpace(part.Id))
            throw new InvalidOperationException($"{part.PartType} must have an id, but has none");
        if (part.PartType.IsAbstract)
            throw new InvalidOperationException($"{name} must be a class, but {part.PartType} is abstract");
        if (options.IsAbstract || options.GetConstructor(Type.EmptyTypes) is null)
            throw new InvalidOperationException(
                $"{name} must have options with a public constructor without parameters, but has {options}");
        if (OptionType.UnusableOf(options) is { Count: > 0 } unusable)
            throw new InvalidOperationException($"{name} must have options that a config can hold, but has "
                + string.Join(", ", unusable.Select(option => $"{option.Path} of type {option.Type}"))
                + "; docs/config.md lists the types");
    }
}
