namespace Melange.Host.Assembly;

/// <summary>What stands at a place of a config, in JSON's terms.</summary>
internal enum ConfigKind
{
    /// <summary>An object: named children.</summary>
    Section,

    /// <summary>An array: children named 0, 1, 2.</summary>
    List,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>null: what lower layers set here is taken away.</summary>
    Unset,
}
