// Reads a declarative pipeline of Jenkins and tells what it would do, a line each: word, then what it
// is given. A word that has no place where it stands is refused, as Jenkins refuses it.

class Section extends GroovyObjectSupport {
    static final PLACES = [
        '': ['pipeline'],
        pipeline: ['agent', 'options', 'environment', 'stages', 'post'],
        agent: ['docker'], docker: ['image', 'args'], options: ['timeout'],
        stages: ['stage'], stage: ['steps'], steps: ['sh'],
        post: ['always'], always: ['archiveArtifacts', 'junit'],
    ]
    static final NAMED = [BUILD_NUMBER: '7']
    private final String name

    Section(String name) { this.name = name }

    Object invokeMethod(String word, Object given) {
        if (!(word in PLACES.get(name, []))) throw new IllegalArgumentException("$word has no place in $name")
        def words = given instanceof Object[] ? given.toList() : [given]
        if (!words || !(words.last() instanceof Closure)) {
            println "$word\t${words.join(' ')}"
            return
        }
        def inner = words.last().clone()
        inner.delegate = new Section(word)
        inner.resolveStrategy = Closure.DELEGATE_ONLY
        inner()
    }

    Object getProperty(String variable) {
        if (!(variable in NAMED)) throw new IllegalArgumentException("nobody knows $variable")
        NAMED[variable]
    }

    void setProperty(String variable, Object value) {
        if (name != 'environment') throw new IllegalArgumentException("$variable is set in $name")
        NAMED[variable] = value as String
        println "$variable\t$value"
    }
}

def outside = new Section('')
new GroovyShell(new Binding(pipeline: { outside.invokeMethod('pipeline', it) })).evaluate(new File(args[0]))
