using System.Reflection;

namespace Melange.TestPlugins;

/// <summary>Tells what it found, as its text and in the log; compiled into each plugin by itself.</summary>
public abstract class TellingAttention : IReferenceAttention
{
    private readonly string told;

    protected TellingAttention(string told)
    {
        this.told = told;
        Console.Error.WriteLine(told);
    }

    public Tensor Attend(Tensor hidden, AttentionInput input) => hidden.clone();

    public override string ToString() => told;

    /// <summary>Name and version of the assembly that a type comes from: <c>Newtonsoft.Json 13.0.1</c>.</summary>
    protected static string AssemblyOf(Type type)
    {
        var version = type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return $"{type.Assembly.GetName().Name} {version.Split('+')[0]}";
    }
}
