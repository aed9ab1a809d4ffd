using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Melange.Host.Describing;

/// <summary>The documentation comments of one assembly, from the file that the compiler writes beside it.</summary>
public sealed partial class XmlDocumentation
{
    // Weak, so that a plugin's assembly can be unloaded.
    private static readonly ConditionalWeakTable<System.Reflection.Assembly, XmlDocumentation> Read = [];
    private readonly Dictionary<string, XElement> members;

    private XmlDocumentation(Dictionary<string, XElement> members) => this.members = members;

    /// <summary>The comments of an assembly; none where it has no file of them, or one that cannot be read.</summary>
    public static XmlDocumentation Of(System.Reflection.Assembly assembly) => Read.GetValue(assembly, ReadFileOf);

    /// <summary>What a type is for; empty where nothing is said.</summary>
    public static string Summary(Type type) => Of(type.Assembly).Text($"T:{NameOf(type)}", "summary");

    /// <summary>Formula, source and departures of a type; empty where nothing is said.</summary>
    public static string Remarks(Type type) => Of(type.Assembly).Text($"T:{NameOf(type)}", "remarks");

    /// <summary>What a property is for; empty where nothing is said.</summary>
    public static string Summary(PropertyInfo property)
    {
        ArgumentNullException.ThrowIfNull(property);
        var owner = property.DeclaringType!;
        return Of(owner.Assembly).Text($"P:{NameOf(owner)}.{property.Name}", "summary");
    }

    /// <summary>What a value of an enum means; empty where nothing is said.</summary>
    public static string Summary(Type enumType, string name)
    {
        ArgumentNullException.ThrowIfNull(enumType);
        return Of(enumType.Assembly).Text($"F:{NameOf(enumType)}.{name}", "summary");
    }

    private string Text(string member, string part) =>
        members.TryGetValue(member, out var found) && found.Element(part) is { } text ? Flat(text) : "";

    private static XmlDocumentation ReadFileOf(System.Reflection.Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(file))
            return new([]);
        try
        {
            return new(XDocument.Load(file).Descendants("member")
                .Where(member => member.Attribute("name") is not null)
                .DistinctBy(member => member.Attribute("name")!.Value)
                .ToDictionary(member => member.Attribute("name")!.Value));
        }
        catch (Exception broken) when (broken is XmlException or IOException or UnauthorizedAccessException)
        {
            return new([]);
        }
    }

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type)
        .FullName!.Replace('+', '.');

    // One line of text; a reference to code becomes its last name.
    private static string Flat(XElement element) =>
        Blanks().Replace(string.Concat(element.Nodes().Select(Flat)), " ").Trim();

    private static string Flat(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "inheritdoc" } => "",
        XElement { IsEmpty: true } reference => LastName(reference.Attributes().FirstOrDefault()?.Value ?? ""),
        XElement element => string.Concat(element.Nodes().Select(Flat)),
        _ => ""
    };

    private static string LastName(string reference) =>
        reference.Split(':')[^1].Split('(')[0].Split('.')[^1].Split('`')[0];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
