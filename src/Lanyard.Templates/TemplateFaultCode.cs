namespace Lanyard.Templates;

/// <summary>Why an input is refused: one member per documented failure.</summary>
public enum TemplateFaultCode
{
    /// <summary>The text is larger than CloudFormation takes (1 MB).</summary>
    TooLarge,

    /// <summary>The text is neither YAML nor JSON.</summary>
    NotWellFormed,

    /// <summary>Lists and maps are nested deeper than the reader follows.</summary>
    TooDeep,

    /// <summary>A map names a key twice.</summary>
    DuplicateKey,

    /// <summary>YAML that CloudFormation refuses: aliases, merges, typed tags, several documents.</summary>
    UnsupportedYaml,

    /// <summary>A null value; CloudFormation allows none.</summary>
    NullValue,

    /// <summary>The document is not a CloudFormation template.</summary>
    NotATemplate,

    /// <summary>A section that templates do not have.</summary>
    UnknownSection,

    /// <summary>A declaration (resource, parameter, mapping, condition, output) has the wrong shape.</summary>
    InvalidDeclaration,

    /// <summary>A function that CloudFormation does not have.</summary>
    UnknownIntrinsic,

    /// <summary>A function with arguments it does not take.</summary>
    MalformedIntrinsic,

    /// <summary>A function whose arguments are well formed but have no result, as an index outside a list.</summary>
    IntrinsicFailed,

    /// <summary>A reference to a resource, parameter or variable that does not exist.</summary>
    UnresolvedReference,

    /// <summary>An attribute that the type of resource does not have.</summary>
    UnknownAttribute,

    /// <summary>A condition that the template does not declare.</summary>
    UnknownCondition,

    /// <summary>A mapping, or a key in it, that the template does not declare.</summary>
    UnknownMapping,

    /// <summary>Resources that wait for each other.</summary>
    CircularDependency,

    /// <summary>Conditions that are made of each other.</summary>
    CircularCondition,

    /// <summary>A value that is only known inside AWS: an import, a macro, a dynamic reference.</summary>
    CannotResolve,

    /// <summary>A made resource refers to one of a type that is not made.</summary>
    ReferenceToUnmade,

    /// <summary>A value for a parameter that the template does not declare.</summary>
    UnknownParameter,

    /// <summary>A parameter without a value and without a default.</summary>
    MissingParameter,

    /// <summary>A parameter's value breaks the parameter's own constraints.</summary>
    RefusedParameter,

    /// <summary>A resource lacks a property it needs.</summary>
    MissingProperty,

    /// <summary>A property's value is of the wrong type.</summary>
    WrongPropertyType,

    /// <summary>A property that the type of resource does not have.</summary>
    UnknownProperty,

    /// <summary>The document is not a task definition.</summary>
    NotATaskDefinition,

    /// <summary>A policy document that IAM would refuse.</summary>
    RefusedPolicy,

    /// <summary>A role that is not there.</summary>
    UnknownRole,

    /// <summary>An image that is not there and that nothing builds.</summary>
    UnknownImage,
}
