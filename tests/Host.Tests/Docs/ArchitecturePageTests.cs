using System.Text.RegularExpressions;
using Melange.Host.Plugins;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Melange.Host.Tests.Docs;

/// <summary>The map of the program: its picture is kept to, and what it names is there.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly RoomPicture Picture = RoomPicture.Read();

    [Fact]
    public void Picture_EveryFolderOfTheHost_IsARoom() => Assert.Equal(
        Directory.GetDirectories(Path.Combine(TestFolder.Repository, "Host")).Select(Path.GetFileName)
            .Except(["bin", "obj"]).Order(StringComparer.Ordinal),
        Picture.Rooms.Order(StringComparer.Ordinal));

    [Fact]
    public void Rooms_OfTheHost_KnowNoneThatThePictureDoesNotAllow() => Assert.Empty(RoomLinks.All
        .Where(link => RoomLink.RoomOf(link.From) != RoomLink.RoomOf(link.To))
        .Where(link => !Picture.Known[RoomLink.RoomOf(link.From)].Contains(RoomLink.RoomOf(link.To)))
        .Select(link => $"{link.From} must not know {link.To}: {link.By}"));

    [Fact]
    public void Picture_EveryMark_StandsForSomething()
    {
        var known = RoomLinks.All
            .Select(link => (RoomLink.RoomOf(link.From), RoomLink.RoomOf(link.To))).ToHashSet();

        Assert.Empty(Picture.Known.SelectMany(room => room.Value, (room, below) => (room.Key, below)).Except(known)
            .Select(mark => $"{mark.Item1} may know {mark.Item2}, but does not"));
    }

    // The lowest folders are taken away until none is left; what is left over knows each other in a circle.
    [Fact]
    public void Folders_WithinARoom_FormNoCircle()
    {
        var links = RoomLinks.All.Where(link => RoomLink.RoomOf(link.From) == RoomLink.RoomOf(link.To)).ToList();
        while (links.RemoveAll(link => links.All(other => other.From != link.To)) > 0) { }

        Assert.Empty(links.Select(link => $"{link.From} and {link.To} know each other: {link.By}"));
    }

    [Fact]
    public void Plugins_ThatShip_KnowNeitherTheHostNorEachOther()
    {
        var entries = Directory.GetDirectories(TestFolder.ShippedPlugins)
            .Select(folder => Path.Combine(folder, Path.GetFileName(folder) + ".dll")) // libraries lie beside it
            .Select(file => PluginAssembly.Read(file)!).ToList();
        string[] barred = ["melange", .. entries.Select(entry => entry.Name)];

        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.Empty(entry.References.Keys.Intersect(barred)));
        Assert.Empty(typeof(PluginAssembly).Assembly.GetReferencedAssemblies()
            .Select(name => name.Name!).Intersect(barred));
    }

    [Fact]
    public void Page_EveryPathAndType_Exists()
    {
        var types = RepositorySources.Roots.Concat(RepositorySources.Testing).Concat(RepositorySources.Tests)
            .SelectMany(root => root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Select(type => type.Identifier.ValueText).ToHashSet();
        var names = Code().Matches(File.ReadAllText(Path.Combine(TestFolder.Repository, "ARCHITECTURE.md")))
            .Select(name => name.Groups[1].Value).Distinct().ToList();

        Assert.True(names.Count(name => name.Contains('/')) > 20 && names.Count(Type().IsMatch) > 20);
        Assert.All(names.Where(name => name.Contains('/')),
            path => Assert.True(Path.Exists(Path.Combine(TestFolder.Repository, path)), path));
        Assert.All(names.Where(name => Type().IsMatch(name)),
            name => Assert.Contains(name.Split('.')[0], types.Concat(Picture.Rooms)));
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Z][a-z]\w*(\.[A-Z]\w+)?$")]
    private static partial Regex Type();
}
